using System.Text.Json.Nodes;

namespace Lighthouse.Chaos.Containers;

/// <summary>
/// Takes a container from a network and brings it back with the names and the address that were asked for when it was connected. An address that the
/// engine chose may be another one afterwards, and so may a published port that it chose. Seen by what the engine says and by a question through the network.
/// </summary>
/// <param name="options">Which container and which network.</param>
/// <param name="time">The clock.</param>
public sealed class ContainerNetworkFault(ContainerNetworkOptions options, TimeProvider time) : IFault
{
    private static readonly string[] s_asked = ["IPAMConfig", "Links", "DriverOpts"];
    private static readonly string[] s_uncuttable = ["host", "none"];
    private readonly ContainerHarm _harm = new(options.Target, time);
    private CutOff? _cut;

    /// <inheritdoc/>
    public string Name => "container-network";

    /// <inheritdoc/>
    public void Validate() => options.Validate();

    /// <inheritdoc/>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        var networks = (await _harm.Container.RequireAsync(cancellation)).Networks;
        var name = options.Network ?? (networks.Count == 1 ? networks.Single().Key : null);
        if (name is null || s_uncuttable.Contains(name) || networks[name] is not { } network)
            throw new ChaosException($"LHC5517: the container cannot be cut off from {(name is null ? "a network that is not named" : $"network '{name}'")}; it is in {(networks.Count == 0 ? "none" : string.Join(", ", networks.Select(one => one.Key)))}, and from host and none there is no cutting off.");
        _cut = new CutOff(network["NetworkID"]!.ToString(), Asked(network));
        await _harm.RequireServingAsync(cancellation);
    }

    /// <inheritdoc/>
    public Task InjectAsync(CancellationToken cancellation) => _harm.InjectAsync(_cut!, (container, token) => container.DisconnectAsync(_cut!.NetworkId, token), cancellation);

    /// <inheritdoc/>
    public async Task<EffectProof> ProveEffectAsync(CancellationToken cancellation)
    {
        var answers = await _harm.AnswersAsync(cancellation);
        var isIn = (await _harm.Container.RequireAsync(cancellation)).IsIn(_cut!.NetworkId);
        return new EffectProof(!isIn && !answers, $"the engine says that it is {(isIn ? "still" : "not")} in network {_cut.NetworkId[..12]}, and a question {(answers ? "is answered" : $"has no answer within {options.Target.AnswerWithin.TotalMilliseconds:0} ms")}");
    }

    /// <inheritdoc/>
    public Task HealAsync(CancellationToken cancellation) => _harm.HealAsync(cancellation);

    /// <inheritdoc/>
    public Task<EffectProof> ProveHealedAsync(CancellationToken cancellation) => _harm.ProveHealedAsync(state => state.IsIn(_cut!.NetworkId), cancellation);

    // The engine gives a container its short id as a name by itself.
    private JsonObject Asked(JsonNode network)
    {
        var endpoint = new JsonObject(s_asked.Select(name => KeyValuePair.Create(name, network[name]?.DeepClone())));
        endpoint["Aliases"] = new JsonArray([.. (network["Aliases"] as JsonArray ?? []).Select(alias => alias?.ToString()).Where(alias => alias is not null && !options.Target.Container.Id.StartsWith(alias, StringComparison.Ordinal)).Select(alias => (JsonNode)alias!)]);
        return endpoint;
    }
}
