using System.Text;
using System.Text.Json;
using Lighthouse.Bridge.Configuration;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.State;
using Lighthouse.Bridge.State.Snapshots;
using Lighthouse.Bridge.Tests.Running;
using Microsoft.Win32.SafeHandles;

namespace Lighthouse.Bridge.Tests.State.Snapshots;

public sealed class SnapshotFileTests
{
    [Fact]
    public async Task The_newest_sound_one_is_used_and_a_damaged_one_never()
    {
        await using var bridge = await RandomHistory.MakeAsync(21, steps: 60);
        var last = bridge.Get<IEventStore>().LastSequence;
        foreach (var sequence in new[] { last - 20, last - 10, last - 5 }) await MakeAsync(bridge, sequence);
        var paths = bridge.Get<SnapshotFiles>().Paths();
        Assert.Equal(SnapshotFiles.Kept, paths.Count);
        Assert.Equal(last - 10, bridge.Get<StateSnapshots>().CoveredUpTo());

        Assert.Equal(last - 5, (await NewestAsync(bridge))?.Sequence);
        var sound = File.ReadAllBytes(paths[0]);
        for (var at = 0; at < sound.Length; at += Math.Max(1, sound.Length / 200))
        {
            var damaged = sound.ToArray();
            damaged[at] ^= 0x10;
            File.WriteAllBytes(paths[0], damaged);
            Assert.Equal(last - 10, (await NewestAsync(bridge))?.Sequence);
        }
        foreach (var length in new[] { 0, 10, 64, sound.Length / 2, sound.Length - 1 })
        {
            File.WriteAllBytes(paths[0], sound[..length]);
            Assert.Equal(last - 10, (await NewestAsync(bridge))?.Sequence);
        }
        File.WriteAllBytes(paths[1], []);
        Assert.Null(await NewestAsync(bridge));
        await bridge.RestartAsync();
        Assert.Equal(0, bridge.Get<StateRebuild>().FromSnapshot);
    }

    [Fact]
    public async Task One_of_another_place_or_another_history_is_not_used()
    {
        await using var bridge = await RandomHistory.MakeAsync(22, steps: 40);
        await using var other = await RandomHistory.MakeAsync(23, steps: 40);
        await MakeAsync(bridge, 20);
        await MakeAsync(other, 20);
        var (own, foreign) = (bridge.Get<SnapshotFiles>().Paths()[0], other.Get<SnapshotFiles>().Paths()[0]);
        // Sealed with the same key: only the chain tells it apart.
        File.Copy(foreign, own, overwrite: true);
        Assert.Null(await NewestAsync(bridge));
        await MakeAsync(other, 25);
        File.Copy(other.Get<SnapshotFiles>().Paths()[0], own, overwrite: true);
        Assert.Null(await NewestAsync(bridge));
    }

    [Fact]
    public async Task One_that_holds_other_parts_is_not_used()
    {
        await using var bridge = await RandomHistory.MakeAsync(24, steps: 20);
        var files = bridge.Get<SnapshotFiles>();
        var seal = bridge.Get<IEventStore>().SealOf(10)!;
        files.Write(new Snapshot(10, seal, """{"agents-1":[],"sessions-0":[]}"""u8.ToArray()));
        Assert.Null(await NewestAsync(bridge));
        files.Write(new Snapshot(10, seal, "[]"u8.ToArray()));
        Assert.Null(await NewestAsync(bridge));
    }

    [Fact]
    public void A_large_one_goes_to_the_disk_a_megabyte_at_a_time()
    {
        using var folder = new TemporaryFolder();
        var storage = new WatchedStorage();
        var options = new BridgeOptions { DataDirectory = folder.Data, TokenSecret = "token key", StoreKey = "store key", AgentKey = "agent key", AdminSecret = "admin secret" };
        var files = new SnapshotFiles(options, new HmacRecordSeal("store key"), storage);
        var body = new byte[3_500_000];
        new Random(5).NextBytes(body);
        Directory.CreateDirectory(folder.Data);
        files.Write(new Snapshot(10, new byte[IRecordSeal.Size], body));

        Assert.All(storage.Flushed, bytes => Assert.InRange(bytes, 1, 1 << 20));
        var path = Assert.Single(files.Paths());
        Assert.Equal(new FileInfo(path).Length, storage.Flushed.Sum());
        Assert.Equal(body, files.Read(path)!.Body.ToArray());
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_removed()
    {
        await using var bridge = await RandomHistory.MakeAsync(25, steps: 20);
        await MakeAsync(bridge, 10);
        var half = bridge.Get<SnapshotFiles>().Paths()[0] + ".new";
        File.WriteAllBytes(half, [1, 2, 3]);
        await bridge.RestartAsync();
        Assert.False(File.Exists(half));
        Assert.Equal(10, bridge.Get<StateRebuild>().FromSnapshot);
    }

    [Fact]
    public async Task What_ended_longer_ago_than_it_is_kept_is_not_handed_on_from_one_to_the_next()
    {
        await using var bridge = await BridgeParts.StartAsync();
        foreach (var name in new[] { "sender", "target" }) await bridge.Get<IAgents>().RegisterAsync(name, Role.Agent, "admin");
        var old = await EndOneAsync(bridge);
        await MakeAsync(bridge, bridge.Get<IEventStore>().LastSequence);
        Assert.Contains(old, await NewestBodyAsync(bridge), StringComparison.Ordinal);

        bridge.Time.Advance(TimeSpan.FromSeconds(400));
        var young = await EndOneAsync(bridge);
        await MakeAsync(bridge, bridge.Get<IEventStore>().LastSequence);
        var body = await NewestBodyAsync(bridge);
        Assert.Contains(young, body, StringComparison.Ordinal);
        Assert.DoesNotContain(old, body, StringComparison.Ordinal);

        bridge.Time.Advance(TimeSpan.FromSeconds(400));
        await bridge.RestartAsync();
        Assert.Null(bridge.Get<ElicitationRegister>().Find(young));
    }

    private static async Task<string> EndOneAsync(BridgeParts bridge)
    {
        var question = new Question("target", "?", JsonElement.Parse("{}"), TimeSpan.FromSeconds(1), null);
        var id = (await bridge.Get<IElicitations>().CreateAsync(new Caller("sender", Role.Agent, "s"), question)).Id;
        bridge.Time.Advance(TimeSpan.FromSeconds(2));
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (bridge.Get<ElicitationRegister>().Find(id)?.EndedAt is null) await Task.Delay(5, bound.Token);
        return id;
    }

    private static async Task<string> NewestBodyAsync(BridgeParts bridge) => Encoding.UTF8.GetString((await NewestAsync(bridge))!.Body.Span);

    private static async Task MakeAsync(BridgeParts bridge, long sequence) =>
        Assert.True(await bridge.Get<StateSnapshots>().MakeAsync(sequence, CancellationToken.None));

    private static Task<Snapshot?> NewestAsync(BridgeParts bridge) => bridge.Get<StateSnapshots>().NewestAsync();

    /// <summary>Notes how much came to each flush.</summary>
    private sealed class WatchedStorage : IStableStorage
    {
        public List<long> Flushed { get; } = [];

        public void Flush(SafeFileHandle file) => Flushed.Add(RandomAccess.GetLength(file) - Flushed.Sum());

        public void FlushDirectory(string directory)
        {
        }
    }
}
