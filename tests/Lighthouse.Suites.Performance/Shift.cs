using Lighthouse.Bridge.Client;

namespace Lighthouse.Suites.Performance;

/// <summary>Agents at work with sessions of their own, until the next shift takes over: a session ends after hours, a long run does not.</summary>
internal sealed class Shift : IAsyncDisposable
{
    private const int AtOnce = 16;
    private readonly BridgeSession[] sessions;
    private SocketErrand? elicitations;
    private MessageErrand? messages;

    private Shift(int count) => sessions = new BridgeSession[count];

    /// <summary>Opens a session for each agent.</summary>
    /// <param name="client">The way to the bridge.</param>
    /// <param name="agents">Who works; each listens by a long poll.</param>
    /// <param name="sockets">How many of them also listen at a socket and ask by elicitation.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<Shift> BeginAsync(BridgeClient client, IReadOnlyList<AgentCredential> agents, int sockets, CancellationToken cancellation)
    {
        var shift = new Shift(agents.Count);
        try
        {
            await Parallel.ForAsync(
                0, agents.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (index, token) => shift.sessions[index] = await client.OpenSessionAsync(agents[index], cancellation: token));
            shift.elicitations = await SocketErrand.BeginAsync([.. shift.sessions.Take(sockets)], cancellation);
            shift.messages = await MessageErrand.BeginAsync(shift.sessions, client.Address, cancellation);
            return shift;
        }
        catch
        {
            await shift.DisposeAsync();
            throw;
        }
    }

    /// <summary>A question and its answer: by turns by elicitation and by messages.</summary>
    public Task AskAsync(long number, CancellationToken cancellation) =>
        number % 2 == 0 ? elicitations!.AskAsync(number / 2, cancellation) : messages!.AskAsync(number / 2, cancellation);

    public async ValueTask DisposeAsync()
    {
        if (messages is not null)
            await messages.DisposeAsync();
        if (elicitations is not null)
            await elicitations.DisposeAsync();
        await Parallel.ForEachAsync(
            sessions.Where(session => session is not null), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (session, _) => session.DisposeAsync());
    }
}
