using System.Text;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>
/// A typed command line to the list of arguments that is sent, and back. Quotes and backslash group words as people expect from a shell,
/// but nothing is expanded: no variables, no globs, no pipes; what stands there is what the program gets.
/// </summary>
public static class CommandLine
{
    /// <summary>The arguments, or null when a quote is left open.</summary>
    public static IReadOnlyList<string>? Split(string text)
    {
        var arguments = new List<string>();
        var current = new StringBuilder();
        var started = false;
        char? quote = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\\' && quote != '\'' && i + 1 < text.Length && Escapes(text[i + 1], quote))
            {
                current.Append(text[++i]);
                started = true;
            }
            else if (quote is null && c is ('"' or '\''))
            {
                quote = c;
                started = true;
            }
            else if (c == quote)
            {
                quote = null;
            }
            else if (quote is null && char.IsWhiteSpace(c))
            {
                if (started)
                    arguments.Add(current.ToString());
                current.Clear();
                started = false;
            }
            else
            {
                current.Append(c);
                started = true;
            }
        }
        if (started)
            arguments.Add(current.ToString());
        return quote is null ? arguments : null;
    }

    /// <summary>A text that splits into exactly these arguments.</summary>
    public static string Join(IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quoted));

    /// <summary>As in a shell: inside double quotes a backslash only protects a quote or another backslash.</summary>
    private static bool Escapes(char following, char? quote) => quote is null || following is '"' or '\\';

    private static string Quoted(string argument) =>
        argument.Length > 0 && argument.All(c => char.IsAsciiLetterOrDigit(c) || "_@%+=:,./-".Contains(c) || c > 127 && !char.IsWhiteSpace(c))
            ? argument
            : "'" + argument.Replace("'", "'\\''") + "'";
}
