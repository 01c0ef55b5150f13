using System.Globalization;

namespace ComputeNet.Portal.Features.Submit;

/// <summary>ISO 3166-1 alpha-2 codes by the country's name in the reader's language; a code that the platform does not know stays a code.</summary>
public static class CountryNames
{
    public static string Of(string code)
    {
        if (code.Length != 2 || !code.All(char.IsAsciiLetterUpper))
            return code;
        try
        {
            // EnglishName for readers of English; DisplayName follows the UI culture.
            var region = new RegionInfo(code);
            var name = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? region.EnglishName : region.DisplayName;
            return name == code ? code : $"{name} ({code})";
        }
        catch (ArgumentException)
        {
            return code;
        }
    }
}
