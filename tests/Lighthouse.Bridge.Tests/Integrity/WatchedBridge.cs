using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Lighthouse.Bridge.Client;
using Lighthouse.Bridge.Tests.Running;

namespace Lighthouse.Bridge.Tests.Integrity;

/// <summary>A running bridge that verifies its small segments every second, with some events in them.</summary>
internal sealed class WatchedBridge : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _secrets = BridgeProcess.FreshSecrets();
    private readonly string[] _arguments;
    private BridgeProcess _process = null!;

    private WatchedBridge(bool compress) => _arguments =
    [
        "--urls", "http://127.0.0.1:0", "--Bridge:DataDirectory", _folder.Data, "--Bridge:Store:SegmentBytes=8192", $"--Bridge:Store:Compress={compress}",
        "--Bridge:Store:ArchiveSeconds=1", "--Bridge:Store:SnapshotEvents=20", "--Bridge:Store:SnapshotSeconds=0", "--Bridge:Store:SnapshotCpuPercent=100", "--Bridge:Integrity:PassSeconds=1",
        "--Bridge:Integrity:BytesPerSecond=100000000",
    ];

    public BridgeClient Client { get; private set; } = null!;

    public BridgeSession Admin { get; private set; } = null!;

    public string Data => _folder.Data;

    public string Log => _process.Errors;

    public byte[] Key => Encoding.UTF8.GetBytes(_secrets["Bridge__StoreKey"]);

    private static CancellationToken Cancellation => RunningBridge.Cancellation;

    public static async Task<WatchedBridge> StartAsync(int events = 60, bool compress = false)
    {
        var bridge = new WatchedBridge(compress);
        await bridge.LaunchAsync();
        for (var i = 0; i < events; i++) await bridge.Admin.StoreEventAsync(new EventDraft("note", new { mark = $"MARK-{i}", text = new string('t', 300) }), Cancellation);
        return bridge;
    }

    public async Task RestartAsync()
    {
        await _process.KillAsync();
        await _process.DisposeAsync();
        Client.Dispose();
        await LaunchAsync();
    }

    /// <summary>Waits until that many whole passes began and ended after now.</summary>
    public async Task<IntegrityReport> AfterPassesAsync(int passes = 1)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var before = (await Admin.IntegrityAsync(bound.Token)).Passes;
        while (true)
        {
            // The pass that is under way may have been past the place already, so one more must follow.
            IntegrityReport report;
            try
            {
                report = await Admin.IntegrityAsync(bound.Token);
            }
            catch (HttpRequestException gone)
            {
                throw new InvalidOperationException($"The bridge is gone: {Log}", gone);
            }
            if (report.Passes >= before + passes + 1) return report;
            await Task.Delay(50, bound.Token);
        }
    }

    public string[] Segments => [.. Directory.GetFiles(Data, "events-*.log*").Order(StringComparer.Ordinal)];

    public static void Overwrite(string path, long at, ReadOnlySpan<byte> bytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Position = at;
        file.Write(bytes);
    }

    public static byte[] Bytes(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Changes a record and seals it again, as somebody who has the key could.</summary>
    public void Forge(string path, string mark, string forged)
    {
        var bytes = Bytes(path);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(mark));
        var begin = bytes.AsSpan(0, at).LastIndexOf((ReadOnlySpan<byte>)[0xF5, 0x4C, 0x48, 0x31]);
        var record = bytes.AsSpan(begin, 96 + BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(begin + 4)));
        Encoding.UTF8.GetBytes(forged).CopyTo(bytes.AsSpan(at));
        HMACSHA256.HashData(Key, record[..^32]).CopyTo(record[^32..]);
        Overwrite(path, begin, record);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task LaunchAsync()
    {
        _process = BridgeProcess.Launch(_secrets, _arguments);
        Client = BridgeClient.Connect(await _process.ListeningAsync());
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!(await Client.HealthAsync(bound.Token)).IsHealthy) await Task.Delay(10, bound.Token);
        Admin = await Client.OpenSessionAsync("admin", _secrets["Bridge__AdminSecret"], cancellation: Cancellation);
    }
}
