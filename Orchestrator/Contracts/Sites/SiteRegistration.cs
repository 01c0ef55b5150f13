using ComputeNet.Contracts.Vocabulary;

namespace ComputeNet.Contracts.Sites;

/// <summary>
/// <c>POST /api/sites</c>: an operator registers a site that the public catalogue does not have. It stands at a place of the catalogue, from which its region, its
/// country and its round trips follow. Names are one line of 1–100 characters.
/// </summary>
public sealed record RegisterSite(SiteId Id, string NameZh, string NameEn, PlaceId Place, SiteKind Kind)
{
    /// <summary>Who runs it; null: not said. At most 100 characters.</summary>
    public string? Operator { get; init; }
}

/// <summary><c>POST /api/sites/{id}/users</c>: a person of the site, who signs in and sees this site and no other. A password of 10–200 characters.</summary>
public sealed record CreateSiteUser(UserId User, string Password);

/// <summary>A person of a site as operators see it.</summary>
public sealed record SiteUserView(UserId User, SiteId Site, DateTimeOffset CreatedAt);
