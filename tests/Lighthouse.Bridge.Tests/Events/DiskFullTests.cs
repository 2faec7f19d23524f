using System.Diagnostics;
using Lighthouse.Bridge.Events;
using Xunit;

namespace Lighthouse.Bridge.Tests.Events;

/// <summary>A really full disk: a small file system of its own, which only root on Linux can mount.</summary>
public sealed class DiskFullTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_refuses_loses_nothing_and_heals()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs root on Linux to mount a small file system");
        using var folder = new TestStore();
        Run("mount", "-t", "tmpfs", "-o", "size=256k", "none", folder.Directory);
        try
        {
            await using (var store = folder.Open())
            {
                var acknowledged = await FillUntilRefusedAsync(store);
                Assert.True(acknowledged > 10, $"only {acknowledged} events fitted");
                Assert.False(store.Health.Writable);
                Assert.Equal(acknowledged, (await TestStore.ReadAllAsync(store)).Count);

                Run("mount", "-o", "remount,size=4m", folder.Directory);
                await store.AppendAsync([TestStore.Event(acknowledged + 1)], Cancellation);

                Assert.Equal(new StoreHealth(true, null), store.Health);
            }
            await using var again = folder.Open();
            Assert.Empty(again.Recovery.Violations);
            Assert.Equal(0, again.Recovery.TornBytes);
            var events = await TestStore.ReadAllAsync(again);
            Assert.Equal(Enumerable.Range(1, events.Count), events.Select(TestStore.Number));
        }
        finally
        {
            Run("umount", "-l", folder.Directory);
        }
    }

    private static async Task<int> FillUntilRefusedAsync(FileEventStore store)
    {
        for (var number = 1; ; number++)
        {
            try
            {
                await store.AppendAsync([TestStore.Event(number, new string('x', 3_000))], Cancellation);
            }
            catch (EventStoreException e)
            {
                Assert.StartsWith("LHB6111", e.Message, StringComparison.Ordinal);
                return number - 1;
            }
        }
    }

    private static void Run(string command, params string[] arguments)
    {
        using var process = Process.Start(command, arguments);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} ended with {process.ExitCode}");
    }
}
