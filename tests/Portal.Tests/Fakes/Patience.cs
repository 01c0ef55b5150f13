using System.Runtime.CompilerServices;
using Bunit;

namespace ComputeNet.Portal.Tests.Fakes;

/// <summary>How long a test waits for a page to come round before it fails: much longer than any page needs, for the sake of a busy machine.</summary>
internal static class Patience
{
    [ModuleInitializer]
    internal static void Set() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Comes back as soon as it holds.</summary>
    public static async Task UntilAsync(Func<bool> holds)
    {
        var bound = System.Diagnostics.Stopwatch.StartNew();
        while (!holds())
        {
            bound.Elapsed.ShouldBeLessThan(BunitContext.DefaultWaitTimeout);
            await Task.Delay(5);
        }
    }
}
