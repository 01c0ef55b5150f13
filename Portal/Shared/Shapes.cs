using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Portal.Shared;

/// <summary>An architecture is a shape, never a colour.</summary>
public static class Shapes
{
    public static string Of(Architecture architecture) => architecture.Value switch
    {
        "cuda" => "▲",
        "ascend" => "◆",
        "cpu" => "●",
        _ => "■",
    };
}
