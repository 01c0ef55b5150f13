namespace ComputeNet.Contracts.Vocabulary;

/// <summary>Who may do what. A user has one role; a token never has more than the one who made it.</summary>
public static class Roles
{
    public const string Operator = "operator";
    public const string Tenant = "tenant";

    /// <summary>The adapter of one site.</summary>
    public const string Site = "site";

    /// <summary>A person of one site, who sees that site and nothing else.</summary>
    public const string SiteOperator = "site-operator";
}
