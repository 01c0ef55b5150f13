using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using ComputeNet.Contracts.Vocabulary;
using ComputeNet.World.Catalogue;

namespace ComputeNet.Service.World;

/// <summary>
/// The catalogue's sites, and those that operators register while the process runs: whoever asks the catalogue for a site sees both. It only grows; a reader that
/// enumerates it sees one state.
/// </summary>
public sealed class KnownSites(IEnumerable<SiteFacts> stated) : IReadOnlyDictionary<SiteId, SiteFacts>
{
    private readonly Lock gate = new();
    private volatile FrozenDictionary<SiteId, SiteFacts> all = stated.ToFrozenDictionary(s => s.Id);

    /// <summary>Sites that are new, or known with other words; answers how many.</summary>
    public int Add(IEnumerable<SiteFacts> sites)
    {
        lock (gate)
        {
            var added = sites.Where(s => !all.TryGetValue(s.Id, out var known) || known != s).ToDictionary(s => s.Id);
            if (added.Count > 0)
                all = all.Values.Where(s => !added.ContainsKey(s.Id)).Concat(added.Values).ToFrozenDictionary(s => s.Id);
            return added.Count;
        }
    }

    public int Count => all.Count;
    public IEnumerable<SiteId> Keys => all.Keys;
    public IEnumerable<SiteFacts> Values => all.Values;
    public SiteFacts this[SiteId key] => all[key];
    public bool ContainsKey(SiteId key) => all.ContainsKey(key);
    public bool TryGetValue(SiteId key, [MaybeNullWhen(false)] out SiteFacts value) => all.TryGetValue(key, out value);
    public IEnumerator<KeyValuePair<SiteId, SiteFacts>> GetEnumerator() => all.AsEnumerable().GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
