using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Lighthouse.Bridge.Client;

public sealed partial class BridgeSession
{
    /// <summary>Streams stored events that this agent may see, ascending, in constant memory.</summary>
    /// <exception cref="BridgeException">410 below what retention has kept, 429 when another replay runs; also when the stream ended before its end.</exception>
    public async IAsyncEnumerable<BridgeEvent> ReplayAsync(ReplayQuery query, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var response = await _client.StreamAsync(Prepare(HttpMethod.Get, EventPaths.Replay(query)), cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var lines = new StreamReader(body);
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.StartsWith("{\"replayed\":", StringComparison.Ordinal)) yield break;
            yield return JsonSerializer.Deserialize<BridgeEvent>(line, WireJson.Options)!;
        }

        throw new BridgeException(response.StatusCode, "unfinished_replay", "The replay ended before its last line.");
    }

    /// <summary>What the integrity monitor found; needs audit access.</summary>
    public Task<IntegrityReport> IntegrityAsync(CancellationToken cancellation = default) =>
        _client.CallAsync<IntegrityReport>(Prepare(HttpMethod.Get, "/integrity/violations"), cancellation);

    /// <summary>Resolves a violation; admins only.</summary>
    /// <param name="violationId">Which.</param>
    /// <param name="resolution"><c>restored</c>, <c>removed</c>, <c>false_alarm</c> or <c>accepted</c>.</param>
    /// <param name="note">Why.</param>
    /// <param name="cancellation">Ends the call.</param>
    public Task ResolveViolationAsync(string violationId, string resolution, string note, CancellationToken cancellation = default) =>
        _client.CallAsync<StatusReply>(
            Prepare(HttpMethod.Post, "/integrity/resolve", WireJson.Body(new ResolveViolationRequest(violationId, resolution, note))), cancellation);

    /// <summary>An aggregate now, or as it was at a sequence or a time.</summary>
    /// <exception cref="BridgeException">404 when there was none, 410 below what retention has kept.</exception>
    public Task<AggregateState> StateAsync(
        string aggregateType, string aggregateId, long? atSequence = null, double? atTime = null, CancellationToken cancellation = default)
    {
        var path = $"/state/{Uri.EscapeDataString(aggregateType)}/{Uri.EscapeDataString(aggregateId)}";
        var moment = atSequence is { } sequence ? string.Create(CultureInfo.InvariantCulture, $"?at_sequence={sequence}")
            : atTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"?at_time={time}") : "";
        return _client.CallAsync<AggregateState>(Prepare(HttpMethod.Get, path + moment), cancellation);
    }
}
