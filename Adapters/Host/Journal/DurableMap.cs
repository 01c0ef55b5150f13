using System.Text;
using System.Text.Json;
using ComputeNet.Contracts;

namespace ComputeNet.Adapters.Host.Journal;

/// <summary>
/// A small map that survives <c>kill -9</c> at any instruction: an append-only file of JSON lines, the last line of a key wins, a value of null removes it.
/// A line that was cut short by a crash is dropped at the next start; the file is rewritten (temporary file, then rename) when most of it is history.
/// Keys are <c>group/rest</c>: what a group holds is found without looking at the others, however many there are.
/// Raw sample: <c>{"key":"hangzhou-ai/w-01.1","value":{"stage":"claimed"}}</c>. One process owns the file: a second one is refused.
/// </summary>
public sealed class DurableMap<TValue> : IDisposable where TValue : class
{
    private const int LinesWorthCompacting = 1024;

    private sealed record Line(string Key, TValue? Value);

    private readonly Lock gate = new();
    private readonly Dictionary<string, TValue> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> keysByGroup = new(StringComparer.Ordinal);
    private readonly string path;
    private readonly bool flushToDisk;
    private readonly FileStream owner;
    private FileStream file;
    private int lines;

    /// <param name="path">The file; its folder is created.</param>
    /// <param name="flushToDisk">Whether a write waits for the disk. False survives the death of the process, not the loss of power.</param>
    /// <exception cref="IOException">Another process owns the file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged elsewhere than at its end: half a memory is worse than a clear stop.</exception>
    public DurableMap(string path, bool flushToDisk)
    {
        this.path = Path.GetFullPath(path);
        this.flushToDisk = flushToDisk;
        Directory.CreateDirectory(Path.GetDirectoryName(this.path)!);
        owner = new FileStream(this.path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        try
        {
            Load();
            file = Rewrite();
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    public IReadOnlyList<KeyValuePair<string, TValue>> Read()
    {
        lock (gate)
            return [.. values];
    }

    /// <summary>The values of one group.</summary>
    public IReadOnlyList<TValue> ReadOf(string group)
    {
        lock (gate)
            return keysByGroup.TryGetValue(group, out var keys) ? [.. keys.Select(key => values[key])] : [];
    }

    public TValue? Find(string key)
    {
        lock (gate)
            return values.GetValueOrDefault(key);
    }

    public void Write(string key, TValue? value) => Write([new(key, value)]);

    /// <summary>All changes are in the file when this returns, or none is and it throws.</summary>
    public void Write(IReadOnlyCollection<KeyValuePair<string, TValue?>> changes)
    {
        if (changes.Count == 0)
            return;
        lock (gate)
        {
            Append(Encode(changes.Select(c => new Line(c.Key, c.Value))));
            foreach (var (key, value) in changes)
                Put(key, value);
            lines += changes.Count;
            if (lines < LinesWorthCompacting || lines < values.Count * 4)
                return;
            var rewritten = Rewrite();
            file.Dispose();
            file = rewritten;
        }
    }

    public void Dispose()
    {
        file.Dispose();
        owner.Dispose();
    }

    private void Append(byte[] bytes)
    {
        var end = file.Length;
        try
        {
            file.Write(bytes);
            file.Flush(flushToDisk);
        }
        catch (IOException)
        {
            // A full disk may have taken half of it; without the cut, the next line would continue the broken one.
            file.SetLength(end);
            throw;
        }
    }

    private void Load()
    {
        if (!File.Exists(path))
            return;
        var text = File.ReadAllText(path);
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var (line, number) in whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, index) => (line, index + 1)))
        {
            var (key, value) = Decode(line, number);
            Put(key, value);
        }
    }

    private Line Decode(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, WireFormat.Json) is { Key: not null } read ? read : throw new JsonException("no key");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}, line {number} is damaged: {e.Message} Move the file away to start without this memory.", e);
        }
    }

    private void Put(string key, TValue? value)
    {
        var group = key.Split('/', 2)[0];
        if (value is not null)
        {
            values[key] = value;
            if (!keysByGroup.TryGetValue(group, out var keys))
                keysByGroup[group] = keys = new(StringComparer.Ordinal);
            keys.Add(key);
        }
        else if (values.Remove(key) && keysByGroup[group] is var left && left.Remove(key) && left.Count == 0)
            keysByGroup.Remove(group);
    }

    private FileStream Rewrite()
    {
        var fresh = path + ".new";
        var stream = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        stream.Write(Encode(values.Select(v => new Line(v.Key, v.Value))));
        stream.Flush(flushToDisk);
        File.Move(fresh, path, overwrite: true);
        lines = values.Count;
        return stream;
    }

    private static byte[] Encode(IEnumerable<Line> changes)
    {
        var text = new StringBuilder();
        foreach (var change in changes)
            text.Append(JsonSerializer.Serialize(change, WireFormat.Json)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
