using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.FileView;

public sealed class ShellTests
{
    [Fact]
    public async Task A_shell_works_with_files_while_agents_keep_the_bridge_busy()
    {
        await using var bridge = await MountedBridge.StartAsync();
        var admin = await bridge.AdminAsync();
        await using var load = new Load(await Task.WhenAll(Enumerable.Range(1, 4).Select(i => bridge.AgentAsync(admin, $"load-{i}", "admin"))));

        Assert.Equal("x\n", await bridge.RunAsync("echo x > new; cat new"));
        Assert.Equal("x\ny\n", await bridge.RunAsync("echo y >> new; cat new"));
        Assert.Equal("x\n", await bridge.RunAsync("truncate -s 2 new; cat new"));
        Assert.Equal("dir other\nmoved\n", await bridge.RunAsync("mkdir dir; echo > other; mv new dir/moved; echo $(ls); ls dir"));
        Assert.Equal("1048576 1048576", (await bridge.RunAsync("dd if=/dev/urandom of=big bs=64k count=16 2>/dev/null; echo $(stat -c %s big) $(cat big | wc -c)")).Trim());
        Assert.Equal("same\n", await bridge.RunAsync("cp big copy; cmp big copy && echo same"));
        Assert.Equal("500\n", await bridge.RunAsync("mkdir many; for i in $(seq 500); do echo $i > many/$i; done; ls many | wc -l"));
        Assert.Equal("500\n", await bridge.RunAsync("cat many/* | sort -n | tail -n 1"));
        Assert.Equal("", await bridge.RunAsync("rm -r many dir; rm other big copy; ls"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(bridge.Project));
        var served = load.Served;
        Assert.True(served > 100, $"only {served} requests were served meanwhile");
        Assert.Equal("healthy", await bridge.ComponentAsync());
    }

    [Fact]
    public async Task Many_shells_at_once_lose_nothing()
    {
        await using var bridge = await MountedBridge.StartAsync();

        await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => bridge.RunAsync(
            $"for i in $(seq 50); do echo {writer}.$i >> shared; echo $i > own{writer}; mv own{writer} moved{writer}; rm moved{writer}; done")));

        var lines = (await bridge.RunAsync("cat shared")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(1, 8).SelectMany(w => Enumerable.Range(1, 50).Select(i => $"{w}.{i}")).Order(), lines.Order());
        Assert.Equal("shared\n", await bridge.RunAsync("ls"));
    }

    /// <summary>Agents that store events one after the other until disposed.</summary>
    private sealed class Load : IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Task[] _agents;
        private int _served;

        public Load(BridgeSession[] sessions) => _agents = [.. sessions.Select(RunAsync)];

        public int Served => Volatile.Read(ref _served);

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await Task.WhenAll(_agents);
            _end.Dispose();
        }

        private async Task RunAsync(BridgeSession session)
        {
            while (!_end.IsCancellationRequested)
            {
                try
                {
                    await session.StoreEventAsync(new EventDraft("load") { Data = new { filler = new string('x', 300) } }, RunningBridge.Cancellation);
                    Interlocked.Increment(ref _served);
                }
                catch (BridgeException refusal) when (refusal.Code == "rate_limited")
                {
                    await Task.Delay(50);
                }
            }
        }
    }
}
