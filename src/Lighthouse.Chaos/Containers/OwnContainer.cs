using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Containers;

/// <summary>A container that is looked at before each change: only the one of this run is changed.</summary>
/// <param name="identity">Which.</param>
internal sealed class OwnContainer(ContainerIdentity identity)
{
    private readonly ContainerEngine _engine = new(identity.Host);

    /// <summary>What the engine says of it; null when it is gone.</summary>
    /// <exception cref="ChaosException">The engine does not answer, or the container is not this run's.</exception>
    public async Task<ContainerState?> LookAsync(CancellationToken cancellation)
    {
        if (await _engine.AskAsync($"containers/{identity.Id}/json", cancellation) is not { } said)
            return null;
        var state = new ContainerState(said);
        return state.Id == identity.Id && state.RunId == identity.RunId
            ? state
            : throw new ChaosException($"LHC5514: container {identity.Id} bears the label {ContainerIdentity.RunLabel}={state.RunId ?? "(none)"}, not that of run {identity.RunId}; it is left as it is.");
    }

    /// <summary>The same, where it must be there.</summary>
    public async Task<ContainerState> RequireAsync(CancellationToken cancellation) =>
        await LookAsync(cancellation) ?? throw new ChaosException($"LHC5513: there is no container {identity.Id} at the engine.");

    /// <summary>The kernel's account of it, as the engine tells it.</summary>
    public async Task<ContainerAccount> AccountAsync(CancellationToken cancellation) =>
        new(await _engine.AskAsync($"containers/{identity.Id}/stats?stream=false&one-shot=true", cancellation) ?? []);

    /// <summary>Has something done to it: <c>pause</c>, <c>start</c>, <c>update</c> and the like.</summary>
    public async Task DoAsync(string command, JsonObject? body, CancellationToken cancellation)
    {
        await RequireAsync(cancellation);
        await _engine.DoAsync($"containers/{identity.Id}/{command}", body, cancellation);
    }

    /// <summary>Connects it to a network.</summary>
    public Task ConnectAsync(string networkId, JsonObject endpoint, CancellationToken cancellation) =>
        DoAsync(networkId, "connect", new JsonObject { ["Container"] = identity.Id, ["EndpointConfig"] = endpoint.DeepClone() }, cancellation);

    /// <summary>Takes it from a network.</summary>
    public Task DisconnectAsync(string networkId, CancellationToken cancellation) =>
        DoAsync(networkId, "disconnect", new JsonObject { ["Container"] = identity.Id }, cancellation);

    private async Task DoAsync(string networkId, string command, JsonObject body, CancellationToken cancellation)
    {
        await RequireAsync(cancellation);
        await _engine.DoAsync($"networks/{networkId}/{command}", body, cancellation);
    }
}
