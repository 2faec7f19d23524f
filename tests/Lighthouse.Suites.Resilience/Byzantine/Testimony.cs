using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Lighthouse.Bridge.Client;
using Lighthouse.Chaos.Lies;

namespace Lighthouse.Suites.Resilience.Byzantine;

/// <summary>What honest agents and liars did and were answered. All scenes write in it, at once.</summary>
internal sealed class Testimony
{
    private const int MostNamed = 10;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(10);
    private readonly ConcurrentQueue<TimeSpan> served = [];
    private readonly ConcurrentQueue<(string What, Func<Task<string?>> Look)> looks = [];
    private int unserved;

    /// <summary>The lies.</summary>
    public LieLedger Lies { get; } = new(LieKinds.All);

    /// <summary>What must be in the store: what honest agents were acknowledged, and what liars may do as anybody may.</summary>
    public ExpectedHistory History { get; } = new();

    /// <summary>How long the honest agents waited for the right answers that they got.</summary>
    public IReadOnlyCollection<TimeSpan> Served => served;

    /// <summary>Requests of honest agents that had another answer than they should, or none.</summary>
    public int Unserved => Volatile.Read(ref unserved);

    /// <summary>Does what an honest agent may do, so that it must be served.</summary>
    /// <exception cref="NotServedException">It was not, and has been counted. The scene cannot go on.</exception>
    public async Task<T> ServeAsync<T>(string what, Func<Task<T>> ask)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            var answer = await ask().WaitAsync(AnswerLimit);
            served.Enqueue(Stopwatch.GetElapsedTime(begun));
            return answer;
        }
        catch (Exception problem) when (problem is BridgeException or NotServedException || IsAway(problem))
        {
            NoteUnserved($"{what}: {problem.Message}");
            throw new NotServedException(problem.Message);
        }
    }

    /// <summary>Waits for what the bridge does by itself. Where nobody could see it, it may have happened all the same.</summary>
    /// <exception cref="NotServedException">Nobody could see it.</exception>
    public async Task<T> WitnessAsync<T>(string deed, Func<Task<T>> until)
    {
        try
        {
            var seen = await until();
            History.Acknowledge(deed);
            return seen;
        }
        catch (NotServedException)
        {
            History.MayHave(deed);
            throw;
        }
    }

    /// <summary>Looks at what an honest agent is shown, now and when it is looked at again.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="look">What is wrong with it; null when nothing is.</param>
    public async Task SeeAsync(string what, Func<Task<string?>> look)
    {
        looks.Enqueue((what, look));
        await LookAsync(what, look);
    }

    /// <summary>Looks again at everything that honest agents have seen.</summary>
    public async Task SeeAgainAsync()
    {
        foreach (var (what, look) in looks)
        {
            try
            {
                await LookAsync(what, look);
            }
            catch (NotServedException)
            {
                // It has been counted, and the others can still be looked at.
            }
        }
    }

    /// <summary>An honest request of the form of some lies, which must be taken where those are not.</summary>
    /// <exception cref="NotServedException">It was not.</exception>
    public Task TruthAsync(BridgeSession by, PreparedRequest request, string deed, params LieKind[] kinds) =>
        ServeAsync($"{by.AgentId}, {request.Method} {request.Path}", async () =>
        {
            var answer = await AnswerAsync(by, request);
            foreach (var kind in kinds)
                Lies.Truth(kind, answer);
            if (answer == LieLedger.Taken)
                History.Acknowledge(deed);
            else if (answer is null)
                History.MayHave(deed);
            return answer == LieLedger.Taken ? answer : throw new NotServedException(answer ?? "no answer");
        });

    /// <summary>Tells a lie.</summary>
    public async Task TellAsync(LieKind kind, BridgeSession by, PreparedRequest request)
    {
        var answer = await AnswerAsync(by, request);
        Lies.Lie(kind, answer);
        if (answer == LieLedger.Taken)
            Day.Progress($"accepted: {kind.Name} of {by.AgentId}, {request.Method} {request.Path}");
    }

    /// <summary>
    /// Says several things at the same moment of which a liar may say one; the first that is taken is no lie, every other one is.
    /// </summary>
    /// <returns>The place of the one that was taken; null when none was.</returns>
    public async Task<int?> ContradictAsync(LieKind kind, BridgeSession by, params PreparedRequest[] requests)
    {
        var answers = await Task.WhenAll(requests.Select(request => AnswerAsync(by, request)));
        var first = Array.IndexOf(answers, LieLedger.Taken);
        for (var place = 0; place < answers.Length; place++)
        {
            if (place == first)
                Lies.Truth(kind, answers[place]);
            else
                Lies.Lie(kind, answers[place]);
        }

        return first < 0 ? null : first;
    }

    /// <summary>The bridge's word for what became of a request; null when it gave none.</summary>
    public static async Task<string?> AnswerAsync(BridgeSession by, PreparedRequest request)
    {
        try
        {
            using var response = await by.SendAsync(request);
            return response.IsSuccessStatusCode ? LieLedger.Taken : CodeOf(await response.Content.ReadAsByteArrayAsync());
        }
        catch (Exception away) when (IsAway(away))
        {
            return null;
        }
    }

    /// <summary>A request as any program could make it, whatever the client would let its user say.</summary>
    public static PreparedRequest Post(BridgeSession by, string path, object body) => by.Prepare(HttpMethod.Post, path, JsonSerializer.SerializeToUtf8Bytes(body));

    private Task LookAsync(string what, Func<Task<string?>> look) =>
        ServeAsync(what, async () => await look() is { } problem ? throw new NotServedException(problem) : true);

    private void NoteUnserved(string what)
    {
        if (Interlocked.Increment(ref unserved) <= MostNamed)
            Day.Progress($"not served: {what}");
    }

    private static string? CodeOf(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body).GetProperty("error").GetProperty("code").GetString();
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsAway(Exception problem) => problem is HttpRequestException or SocketException or TimeoutException or IOException or OperationCanceledException;
}
