using ComputeNet.Contracts.Sites;

namespace ComputeNet.Portal.Features.Sites.Health;

/// <summary>How a site's clock stands to the centre's, as the key of a sentence and the seconds in it.</summary>
public sealed record ClockWord(string Key, TimeSpan By)
{
    /// <summary>So much is on the way of a report and not in the clock.</summary>
    private static readonly TimeSpan InStep = TimeSpan.FromSeconds(1);

    public static ClockWord? Of(SiteView site)
    {
        if (site.ClockSkewSeconds is not { } seconds)
            return null;
        var skew = TimeSpan.FromSeconds(Math.Clamp(seconds, -1e9, 1e9));
        return skew.Duration() <= InStep ? new("Clock_InStep", skew) : skew > TimeSpan.Zero ? new("Clock_Ahead", skew) : new("Clock_Behind", -skew);
    }

    /// <summary>A clock this wrong makes the site's own times useless to people.</summary>
    public bool IsFarOff => By.Duration() > TimeSpan.FromMinutes(1);
}
