using System.Text.Json.Nodes;
using Lighthouse.Chaos.Plans;

namespace Lighthouse.Chaos.Containers;

/// <summary>
/// Lists the faults to containers for plans. A plan names a container by the name under which its host lists it here, in the argument <c>container</c>, and
/// can reach no other.
/// </summary>
/// <param name="containers">The containers by these names.</param>
/// <param name="time">The clock.</param>
public sealed class ContainerFaults(IReadOnlyDictionary<string, ListedContainer> containers, TimeProvider time)
{
    /// <summary>
    /// Lists <c>pause_container</c>, <c>kill_container</c>, <c>disconnect_container</c> (<c>network</c>, where it is in several),
    /// <c>limit_container_cpu</c> (<c>share</c> of a core) and <c>limit_container_memory</c> (<c>bytes</c>).
    /// </summary>
    /// <param name="catalogue">Where.</param>
    public void ListIn(ActivityCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        catalogue.AddFault("pause_container", arguments => new ContainerPauseFault(Of(arguments).Target, time));
        catalogue.AddFault("kill_container", arguments => Kill(Of(arguments)));
        catalogue.AddFault("disconnect_container", arguments => new ContainerNetworkFault(new ContainerNetworkOptions { Target = Of(arguments).Target, Network = arguments["network"]?.ToString() }, time));
        catalogue.AddFault("limit_container_cpu", arguments => Cpu(Of(arguments), arguments));
        catalogue.AddFault("limit_container_memory", arguments => Memory(Of(arguments), arguments));
    }

    private ContainerKillFault Kill(ListedContainer listed) => new(new ContainerKillOptions { Target = listed.Target, IsSupervised = listed.IsSupervised }, time);

    private ContainerCpuFault Cpu(ListedContainer listed, JsonObject arguments) => new(
        new ContainerCpuOptions
        {
            Target = listed.Target,
            WorkAsync = listed.WorkAsync ?? throw new ChaosException("LHC5532: no work of this container's is listed whose time would show that it has too little of the processor."),
            Share = Number(arguments, "share"),
        },
        time);

    private ContainerMemoryFault Memory(ListedContainer listed, JsonObject arguments) => new(
        new ContainerMemoryOptions
        {
            Target = listed.Target,
            PressAsync = listed.PressAsync ?? throw new ChaosException("LHC5532: nothing is listed that this container needs memory for, so that a lack of it would not show."),
            Bytes = (long)Number(arguments, "bytes"),
        },
        time);

    private ListedContainer Of(JsonObject arguments) => arguments["container"]?.ToString() is { } name && containers.TryGetValue(name, out var listed)
        ? listed
        : throw new ChaosException($"LHC5531: the argument 'container' names one of {string.Join(", ", containers.Keys.Order(StringComparer.Ordinal))}, not '{arguments["container"]}'.");

    private static double Number(JsonObject arguments, string name) => arguments[name] is JsonValue value && value.TryGetValue<double>(out var number)
        ? number
        : throw new ChaosException($"LHC5533: the argument '{name}' must be a number.");
}
