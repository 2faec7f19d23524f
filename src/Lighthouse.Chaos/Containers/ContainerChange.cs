using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Lighthouse.Chaos.Containers;

/// <summary>What was changed of a container, with all that is needed to undo it. Healing and the next start after a kill do the same.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Paused), "paused")]
[JsonDerivedType(typeof(Killed), "killed")]
[JsonDerivedType(typeof(CutOff), "cut off")]
[JsonDerivedType(typeof(LimitedCpu), "processor limited")]
[JsonDerivedType(typeof(LimitedMemory), "memory limited")]
internal abstract record ContainerChange
{
    /// <summary>Undoes it, as far as the engine says that it is in effect.</summary>
    /// <param name="state">What the engine says of the container.</param>
    /// <param name="container">The container.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What was undone; null when nothing was in effect.</returns>
    public abstract Task<string?> UndoAsync(ContainerState state, OwnContainer container, CancellationToken cancellation);
}

/// <summary>It was frozen.</summary>
internal sealed record Paused : ContainerChange
{
    public override async Task<string?> UndoAsync(ContainerState state, OwnContainer container, CancellationToken cancellation)
    {
        if (!state.IsPaused)
            return null;
        await container.DoAsync("unpause", body: null, cancellation);
        return "was paused and goes on";
    }
}

/// <summary>It was killed, having run.</summary>
internal sealed record Killed : ContainerChange
{
    public override async Task<string?> UndoAsync(ContainerState state, OwnContainer container, CancellationToken cancellation)
    {
        if (state.IsRunning)
            return null;
        await container.DoAsync("start", body: null, cancellation);
        return "was killed and runs again";
    }
}

/// <summary>It was taken from a network.</summary>
/// <param name="NetworkId">Which.</param>
/// <param name="Endpoint">How it was connected: what was asked for when it was, not what came of it.</param>
internal sealed record CutOff(string NetworkId, JsonObject Endpoint) : ContainerChange
{
    public override async Task<string?> UndoAsync(ContainerState state, OwnContainer container, CancellationToken cancellation)
    {
        if (state.IsIn(NetworkId))
            return null;
        await container.ConnectAsync(NetworkId, Endpoint, cancellation);
        return $"was cut off from network {NetworkId} and is connected again";
    }
}

/// <summary>Its processor time was limited.</summary>
/// <param name="NanoCpus">Its limit before, as <c>--cpus</c> sets it; 0 for none.</param>
/// <param name="CpuQuota">Its quota before; 0 or less for none.</param>
internal sealed record LimitedCpu(long NanoCpus, long CpuQuota) : ContainerChange
{
    private const long Unlimited = -1;

    public override async Task<string?> UndoAsync(ContainerState state, OwnContainer container, CancellationToken cancellation)
    {
        if (state.NanoCpus == NanoCpus && Math.Max(state.CpuQuota, 0) == Math.Max(CpuQuota, 0))
            return null;
        await container.DoAsync("update", Update(NanoCpus, CpuQuota > 0 ? CpuQuota : Unlimited), cancellation);
        return "had too little of the processor and has what it had before";
    }

    /// <summary>The engine takes the one or the other, whichever a container has.</summary>
    public static JsonObject Update(long nanoCpus, long cpuQuota) => nanoCpus > 0 ? new JsonObject { ["NanoCpus"] = nanoCpus } : new JsonObject { ["CpuQuota"] = cpuQuota };
}

/// <summary>Its memory was limited.</summary>
/// <param name="Memory">Its limit before, in bytes.</param>
/// <param name="MemorySwap">Its limit of memory and swap together before.</param>
internal sealed record LimitedMemory(long Memory, long MemorySwap) : ContainerChange
{
    public override async Task<string?> UndoAsync(ContainerState state, OwnContainer container, CancellationToken cancellation)
    {
        var had = state.Memory != Memory || state.MemorySwap != MemorySwap;
        if (had)
            await container.DoAsync("update", Update(Memory, MemorySwap), cancellation);
        if (state.IsRunning)
            return had ? "had too little memory and has what it had before" : null;
        // The kernel may have ended it for want of memory.
        await container.DoAsync("start", body: null, cancellation);
        return "ended with too little memory and runs again with what it had before";
    }

    public static JsonObject Update(long memory, long memorySwap) => new() { ["Memory"] = memory, ["MemorySwap"] = memorySwap };
}
