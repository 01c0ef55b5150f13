using System.Threading.Channels;
using ComputeNet.Adapters.Kubernetes;
using k8s;
using k8s.Models;

namespace ComputeNet.Adapters.Tests.Kubernetes;

/// <summary>The copy of one kind, against a server that says things in whatever order the test wants.</summary>
public sealed class KubernetesReflectorTests : IDisposable
{
    private readonly Channel<(WatchEventType, V1Job)> events = Channel.CreateUnbounded<(WatchEventType, V1Job)>();
    private readonly KubernetesReflector<V1Job> copy;
    private readonly CancellationTokenSource stopping = new();

    public KubernetesReflectorTests() => copy = new(
        (_, _) => Task.FromResult(new ReflectedPage<V1Job>([Job("a", "uid-1", 10), Job("b", "uid-2", 11)], "12", null)), (_, _, ct) => events.Reader.ReadAllAsync(ct), job => job.Metadata.Name, TimeProvider.System);

    [Fact]
    public async Task what_we_deleted_is_gone_at_once_whatever_the_watch_still_brings_of_it()
    {
        var running = copy.RunAsync(stopping.Token);
        await UntilAsync(() => copy.Find("a").Count == 1);
        copy.Remove(Job("a", "uid-1", 10));
        copy.Find("a").ShouldBeEmpty();
        await TakeAsync(WatchEventType.Modified, Job("a", "uid-1", 13));
        copy.Find("a").ShouldBeEmpty("that was written before it was deleted");
        await TakeAsync(WatchEventType.Deleted, Job("a", "uid-1", 14));
        await TakeAsync(WatchEventType.Added, Job("a", "uid-3", 15));
        copy.Find("a").ShouldHaveSingleItem().Metadata.Uid.ShouldBe("uid-3", "another one may have its name");
        await stopping.CancelAsync();
        await running;
    }

    [Fact]
    public async Task deleting_what_is_another_one_by_now_does_it_no_harm()
    {
        var running = copy.RunAsync(stopping.Token);
        await UntilAsync(() => copy.Find("b").Count == 1);
        copy.Remove(Job("b", "uid-0", 3));
        copy.Find("b").ShouldHaveSingleItem().Metadata.Uid.ShouldBe("uid-2");
        await stopping.CancelAsync();
        await running;
    }

    public void Dispose() => stopping.Dispose();

    private async Task TakeAsync(WatchEventType type, V1Job job)
    {
        await events.Writer.WriteAsync((type, job));
        await UntilAsync(() => copy.ResourceVersion == job.Metadata.ResourceVersion);
    }

    private static V1Job Job(string name, string uid, int version) => new() { Metadata = new() { Name = name, Uid = uid, ResourceVersion = $"{version}" } };

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var i = 0; i < 3000 && !holds(); i++)
            await Task.Delay(20);
        holds().ShouldBeTrue("it never came to be");
    }
}
