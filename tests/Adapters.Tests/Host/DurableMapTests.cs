using ComputeNet.Adapters.Host.Journal;
using ComputeNet.Adapters.Tests.Harness;
using CsCheck;

namespace ComputeNet.Adapters.Tests.Host;

public sealed class DurableMapTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public sealed record Note(string Text);

    private string FilePath => folder.File("map.jsonl");

    [Fact]
    public void cut_off_at_any_byte_it_holds_exactly_the_lines_that_were_whole_and_goes_on()
    {
        List<string> states = [State()];
        using (var map = new DurableMap<Note>(FilePath, flushToDisk: false))
        {
            foreach (var (key, text) in new[] { ("a", "一"), ("b", "two\n\"three\""), ("a", "四"), ("c", "x"), ("b", null) })
            {
                map.Write(key, text is null ? null : new Note(text));
                states.Add(StateOf(map));
            }
        }
        var whole = File.ReadAllBytes(FilePath);
        for (var length = 0; length <= whole.Length; length++)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            var lines = whole[..length].Count(b => b == (byte)'\n');
            using (var map = new DurableMap<Note>(FilePath, flushToDisk: false))
            {
                StateOf(map).ShouldBe(states[lines], $"cut at byte {length}");
                map.Write("after", new Note("the crash"));
            }
            using var again = new DurableMap<Note>(FilePath, flushToDisk: false);
            again.Find("after").ShouldBe(new Note("the crash"));
        }
    }

    [Fact]
    public void whatever_is_written_is_there_after_a_restart() =>
        Gen.Select(Gen.Int[0, 20], Gen.String.Select(text => text.Replace("\ud800", "")).Null()).List[0, 60].Sample(writes =>
        {
            File.Delete(FilePath);
            var expected = new Dictionary<string, string?>();
            using (var map = new DurableMap<Note>(FilePath, flushToDisk: false))
                foreach (var (number, raw) in writes)
                {
                    var text = raw is null ? null : string.Concat(raw.EnumerateRunes().Select(r => r.ToString()));
                    map.Write($"{number}", text is null ? null : new Note(text));
                    expected[$"{number}"] = text;
                }
            using var again = new DurableMap<Note>(FilePath, flushToDisk: false);
            return expected.All(e => again.Find(e.Key)?.Text == e.Value) && again.Read().Count == expected.Values.Count(v => v is not null);
        }, iter: 100, threads: 1);

    [Fact]
    public void it_does_not_grow_with_its_history()
    {
        using (var map = new DurableMap<Note>(FilePath, flushToDisk: false))
            for (var i = 0; i < 10_000; i++)
                map.Write($"{i % 10}", new Note($"{i}"));
        File.ReadLines(FilePath).Count().ShouldBeLessThan(2000);
        using var again = new DurableMap<Note>(FilePath, flushToDisk: false);
        again.Read().Select(e => e.Value.Text).Order().ShouldBe(Enumerable.Range(9990, 10).Select(i => $"{i}"));
    }

    [Fact]
    public void damage_in_the_middle_stops_the_start_and_names_the_line()
    {
        File.WriteAllText(FilePath, "{\"key\":\"a\",\"value\":{\"text\":\"1\"}}\nnonsense\n{\"key\":\"b\",\"value\":{\"text\":\"2\"}}\n");
        var damage = Should.Throw<InvalidDataException>(() => new DurableMap<Note>(FilePath, flushToDisk: false));
        damage.Message.ShouldContain("line 2");
        damage.Message.ShouldContain(FilePath);
    }

    [Fact]
    public void one_process_owns_it()
    {
        using (new DurableMap<Note>(FilePath, flushToDisk: false))
            Should.Throw<IOException>(() => new DurableMap<Note>(FilePath, flushToDisk: false));
        new DurableMap<Note>(FilePath, flushToDisk: true).Dispose();
    }

    public void Dispose() => folder.Dispose();

    private static string StateOf(DurableMap<Note> map) => State([.. map.Read().OrderBy(e => e.Key).Select(e => $"{e.Key}={e.Value.Text}")]);

    private static string State(params string[] entries) => string.Join(';', entries);
}
