using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Load;
using Lighthouse.Load.Protocols.Http;
using Lighthouse.Load.Protocols.WebSocket;
using Lighthouse.Load.ServiceLevels;
using Lighthouse.Suites.Performance;
using Prepared = Lighthouse.Bridge.Client.PreparedRequest;

namespace Lighthouse.Benchmarks.Crowd;

/// <summary>
/// Agents that each hold a WebSocket, ask each other and answer at once. A question is over when its asker has been pushed the answer.
/// </summary>
/// <param name="sessions">The agents.</param>
/// <param name="bridge">The bridge.</param>
/// <param name="questions">How many questions there will be at most.</param>
internal sealed class Crowd(IReadOnlyList<BridgeSession> sessions, Uri bridge, int questions) : IDisposable
{
    public const string Timeout = "no answer in time";
    private const int Connections = 256;
    private const int OpenedAtOnce = 32;
    private static readonly JsonElement Schema = JsonElement.Parse("""{"type":"object","required":["go"],"properties":{"go":{"type":"boolean"}}}""");
    private readonly HttpConnections _connections = new(bridge, Connections);
    private readonly WebSocketAgent?[] _sockets = new WebSocketAgent?[sessions.Count];
    private readonly Arrivals _answered = new();
    private readonly int[] _asks = new int[sessions.Count];
    private readonly int[] _answers = new int[sessions.Count];
    private readonly bool[] _delivered = new bool[questions];
    private bool _isClosing;
    private long _refusals;

    /// <summary>How long a question may take.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(10);

    /// <summary>Different agents whose question was answered.</summary>
    public int Asked => _asks.Count(asks => asks > 0);

    /// <summary>Different agents whose answer was taken.</summary>
    public int Answered => _answers.Count(answers => answers > 0);

    /// <summary>Answers that were not taken, and sockets that ended before they should.</summary>
    public long Refusals => Volatile.Read(ref _refusals);

    /// <summary>Takes note of every request; set before anybody asks.</summary>
    public RequestWindow? Window { get; set; }

    /// <summary>Questions that reached whom they are for, from one number on.</summary>
    public long DeliveredFrom(int first) => _delivered.Skip(first).LongCount(delivered => delivered);

    /// <summary>Opens a socket for every agent.</summary>
    public Task ConnectAsync(CancellationToken cancellation) => Parallel.ForAsync(
        0, sessions.Count, new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = cancellation }, async (agent, token) =>
        {
            var session = sessions[agent];
            var socket = await WebSocketAgent.ConnectAsync(
                new IPEndPoint(IPAddress.Loopback, bridge.Port), new Uri(bridge, $"/ws/{session.AgentId}"),
                [new("Authorization", $"Bearer {session.Token}"), new("User-Agent", session.UserAgent)], token);
            _sockets[agent] = socket;
            _ = ListenAsync(agent, socket);
        });

    /// <summary>Asks, and waits for the answer.</summary>
    public async Task<IterationOutcome> AskAsync(Iteration iteration, CancellationToken cancellation)
    {
        var number = (int)iteration.Number;
        var asker = number % sessions.Count;
        // Half the circle away, so that everybody answers as often as he asks.
        var asked = (asker + sessions.Count / 2) % sessions.Count;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        try
        {
            var answer = await SendAsync(iteration.StartDelay, Question(sessions[asker], sessions[asked], number), limit.Token);
            if (answer.Status != (int)HttpStatusCode.OK)
                return IterationOutcome.Failed($"status {answer.Status}");
            await _answered.TakeAsync(JsonElement.Parse(answer.Body.Span).GetProperty("elicitation_id").GetString()!, limit.Token);
            Interlocked.Increment(ref _asks[asker]);
            return IterationOutcome.Succeeded;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return IterationOutcome.Failed(Timeout);
        }
    }

    public void Dispose()
    {
        Volatile.Write(ref _isClosing, true);
        foreach (var socket in _sockets)
            socket?.Dispose();
        _connections.Dispose();
    }

    private static Prepared Question(BridgeSession asker, BridgeSession asked, int number) => asker.Prepare(
        HttpMethod.Post, "/elicitation/create",
        JsonSerializer.SerializeToUtf8Bytes(new { from_agent = asker.AgentId, to_agent = asked.AgentId, message = number.ToString(Invariant), schema = Schema, timeout_seconds = 30 }));

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private async Task ListenAsync(int agent, WebSocketAgent socket)
    {
        try
        {
            while (await socket.ReceiveAsync(CancellationToken.None) is { } message)
                Hear(agent, JsonElement.Parse(message.Payload.Span));
        }
        catch (Exception problem) when (problem is IOException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            // Counted below, unless it was closed here.
        }
        finally
        {
            if (!Volatile.Read(ref _isClosing))
                Interlocked.Increment(ref _refusals);
        }
    }

    private void Hear(int agent, JsonElement message)
    {
        var type = message.GetProperty("type").GetString();
        if (type == "elicitation")
            _ = AnswerAsync(agent, message.GetProperty("elicitation"));
        if (type == "elicitation_ended" && message.GetProperty("status").GetString() == "accepted" && message.GetProperty("data").GetProperty("go").GetBoolean())
            _answered.Arrived(message.GetProperty("elicitation_id").GetString()!);
    }

    private async Task AnswerAsync(int agent, JsonElement question)
    {
        _delivered[int.Parse(question.GetProperty("message").GetString()!, Invariant)] = true;
        try
        {
            var answer = await SendAsync(
                TimeSpan.Zero,
                sessions[agent].PrepareResponse(question.GetProperty("id").GetString()!, question.GetProperty("nonce").GetString()!, ResponseType.Accept, new { go = true }),
                CancellationToken.None);
            if (answer.Status == (int)HttpStatusCode.OK)
                Interlocked.Increment(ref _answers[agent]);
            else
                Interlocked.Increment(ref _refusals);
        }
        catch (Exception problem) when (problem is IOException or System.Net.Sockets.SocketException)
        {
            Interlocked.Increment(ref _refusals);
        }
    }

    private async Task<HttpAnswer> SendAsync(TimeSpan waited, Prepared request, CancellationToken cancellation)
    {
        var begun = Stopwatch.GetTimestamp();
        var fate = RequestFate.Unavailable;
        try
        {
            var answer = await _connections.SendAsync(request, cancellation);
            fate = answer.Status switch { >= 500 => RequestFate.Unavailable, >= 200 and < 300 => RequestFate.Answered, _ => RequestFate.Wrong };
            return answer;
        }
        finally
        {
            Window?.Add(waited + Stopwatch.GetElapsedTime(begun), fate);
        }
    }
}
