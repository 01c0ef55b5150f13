namespace ComputeNet.Portal.Features.Submit;

/// <summary>An environment typed as lines of <c>NAME=value</c>; empty lines do not count.</summary>
public static class EnvironmentLines
{
    /// <summary>The variables, or the first line (counted from 1) that is not one or repeats a name.</summary>
    public static (IReadOnlyDictionary<string, string> Variables, int? BadLine) Read(string text)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r');
            if (string.IsNullOrWhiteSpace(line))
                continue;
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !variables.TryAdd(line[..equals].Trim(), line[(equals + 1)..]))
                return (variables, i + 1);
        }
        return (variables, null);
    }

    public static string Write(IReadOnlyDictionary<string, string> variables) =>
        string.Join('\n', variables.Select(v => $"{v.Key}={v.Value}"));
}
