using System.Globalization;
using System.Text.Json;
using Lighthouse.Benchmarks.Running;
using Lighthouse.Bridge.Client;

namespace Lighthouse.Benchmarks.Push;

/// <summary>
/// From the publication of one event until every subscriber has it, against a plain TCP server that makes the same bytes durable and then writes
/// them to as many connections. Both wait for the same disk, because nobody may hear of an event that could still be lost, and on a busy machine
/// the slowest flushes would else decide the bridge's p99 alone. What the bridge does besides is its own: reading the publication, the chain, the
/// acknowledgement to the publisher, and finding the subscribers.
/// </summary>
internal sealed class FanOut : IBenchmark
{
    private const double Most = 1.2;
    private const int Readers = 10;

    // So many that none of them meets its own limit of messages.
    private const int Authors = 20;

    // What runs for the first seconds is code that is not yet compiled as it will be.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(6);
    private static readonly int[] Sizes = [200, 2_000];
    private static readonly object Event = new { shared = true, text = new string('x', 160) };

    public string Name => "push-fan-out";

    public async Task<IReadOnlyList<Row>> RunAsync(BenchmarkRun run, CancellationToken cancellation)
    {
        var rows = new List<Row>();
        foreach (var size in Sizes) rows.AddRange(await MeasureAsync(run, size, cancellation));
        return rows;
    }

    private static async Task<IReadOnlyList<Row>> MeasureAsync(BenchmarkRun run, int size, CancellationToken cancellation)
    {
        await using var bridge = await BenchmarkBridge.StartAsync(run.Folder, cancellation, "--Bridge:Push:SocketsPerAgent=10000", "--Bridge:Push:PingSeconds=3600");
        var readers = await bridge.SessionsAsync(Readers, "system_agent", cancellation);
        var authors = await bridge.SessionsAsync(Authors, "admin", cancellation);
        await using var subscribers = await ClientsAsync(bridge.Port, size, Authors, Openings(readers, authors, size), Publication(), cancellation);
        using var folder = new Scratch(run);
        await using var server = ChildProcess.InRole("fan-out-floor", size.ToString(CultureInfo.InvariantCulture), Path.Combine(folder.Path, "floor"));
        var port = int.Parse(await server.LineAsync(cancellation), CultureInfo.InvariantCulture);
        await using var plain = await ClientsAsync(port, size, 1, Enumerable.Repeat("", size + 1), await PushedAsync(authors[0], readers[0], cancellation), cancellation);
        foreach (var clients in new[] { subscribers, plain })
            await AskAsync(clients, WarmUp, 0, cancellation);
        var rows = new List<Row>();
        foreach (var (percentile, index) in new[] { ("p99", 1), ("p50", 0) })
        {
            var ours = new Side($"bridge, {percentile}", "ms", token => AskAsync(subscribers, run.RoundTime, index, token));
            var floor = new Side("plain TCP server, durable, writing to all", "ms", token => AskAsync(plain, run.RoundTime, index, token));
            var rounds = await Rounds.MeasureAsync(run, [ours, floor], cancellation);
            rows.Add(Row.Against($"event to {size:N0} WebSockets, durable, {percentile}", rounds.Compare(ours, floor), index == 1 ? Target.RatioAtMost(Most) : null));
        }

        return rows;
    }

    private static async Task<double> AskAsync(ChildProcess clients, TimeSpan time, int index, CancellationToken cancellation)
    {
        await clients.Input.WriteLineAsync(time.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
        await clients.Input.FlushAsync(cancellation);
        return double.Parse((await clients.LineAsync(cancellation)).Split(' ')[index], CultureInfo.InvariantCulture);
    }

    private static async Task<ChildProcess> ClientsAsync(
        int port, int count, int publishers, IEnumerable<string> openings, byte[] publication, CancellationToken cancellation)
    {
        // The receivers' completions run where the kernel reports them: the client's side of the cost is as small as it can be.
        var clients = ChildProcess.Start(
            Environment.ProcessPath!, [ChildProcess.RoleOption + "fan-out-clients"],
            new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" });
        foreach (var line in (IEnumerable<string>)[$"{port}", $"{count}", $"{publishers}", .. openings, Convert.ToBase64String(publication)]) await clients.Input.WriteLineAsync(line);
        await clients.Input.FlushAsync(cancellation);
        return await clients.LineAsync(cancellation) == "ready" ? clients : throw new InvalidOperationException("The clients are not ready.");
    }

    private static IEnumerable<string> Openings(IReadOnlyList<BridgeSession> readers, IReadOnlyList<BridgeSession> authors, int count)
    {
        var subscribe = Convert.ToBase64String(RawMessages.Frame("""{"type":"subscribe","event_types":["news"]}"""));
        for (var i = 0; i < count; i++) yield return $"{Convert.ToBase64String(RawMessages.Opening(readers[i % readers.Count]))} {subscribe}";
        foreach (var author in authors) yield return Convert.ToBase64String(RawMessages.Opening(author));
    }

    private static byte[] Publication() => RawMessages.Frame(JsonSerializer.Serialize(new { type = "publish", event_type = "news", data = Event }));

    /// <summary>The bytes that the bridge sends for the event.</summary>
    private static async Task<byte[]> PushedAsync(BridgeSession author, BridgeSession reader, CancellationToken cancellation)
    {
        var stored = await author.StoreEventAsync(new EventDraft("news", Event), cancellation);
        using var page = await reader.SendAsync(reader.Prepare(HttpMethod.Get, $"/event/query?after_sequence={stored.Sequence - 1}"), cancellation);
        var shown = JsonElement.Parse(await page.Content.ReadAsByteArrayAsync(cancellation)).GetProperty("events")[0].GetRawText();
        // A server's frame has no mask.
        var payload = System.Text.Encoding.UTF8.GetBytes($$"""{"type":"event","event":{{shown}}}""");
        return [0x81, 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];
    }
}
