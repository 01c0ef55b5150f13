using ComputeNet.Brain.Plans;

namespace ComputeNet.Cli.Files;

/// <summary>Decision records as files.</summary>
internal static class Written
{
    /// <summary>Nothing when no file is named.</summary>
    internal static void To(FileInfo? file, DecisionRecord record)
    {
        if (file is null)
            return;
        try
        {
            File.WriteAllText(file.FullName, DecisionJson.Serialize(record));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{file}: {trouble.Message}");
        }
    }
}
