namespace ComputeNet.Contracts.Vocabulary;

/// <summary>Who may do what. A user has one role; a token never has more than the one who made it.</summary>
public static class Roles
{
    public const string Operator = "operator";
    public const string Tenant = "tenant";
    public const string Site = "site";
}
