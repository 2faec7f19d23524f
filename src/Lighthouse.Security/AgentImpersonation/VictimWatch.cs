using Lighthouse.Security.Wire;

namespace Lighthouse.Security.AgentImpersonation;

/// <summary>Sees by its effects whether something was done, or read, as the victim.</summary>
internal sealed class VictimWatch(AgentImpersonationOptions options)
{
    private int _seen;

    /// <summary>Whether the victim is recorded to have acted, although it did not, since this was asked last.</summary>
    public async Task<bool> HasActedAsync(CancellationToken cancellation)
    {
        var acts = await options.VictimsActs(cancellation);
        var isNew = acts > _seen;
        _seen = acts;
        return isNew;
    }

    /// <summary>How many acts are recorded as the victim's.</summary>
    public Task<int> CountAsync(CancellationToken cancellation) => options.VictimsActs(cancellation);

    /// <summary>Whether a request was taken for the victim's: it acted as it, or showed what is its own.</summary>
    public async Task<bool> WasTouchedAsync(RawResponse response, CancellationToken cancellation) =>
        Prober.Succeeds(response) && (Shows(response.Body) || await HasActedAsync(cancellation));

    /// <summary>Whether a text shows what only the victim may see.</summary>
    public bool Shows(string text) => options.VictimsSecrets.Any(secret => text.Contains(secret, StringComparison.Ordinal));
}
