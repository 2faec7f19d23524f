using Lighthouse.Chaos;
using Lighthouse.Chaos.Containers;

namespace Lighthouse.Pipeline.Tests.Containers;

/// <summary>The faults to containers by their names in plans.</summary>
internal static class ContainerFaultKinds
{
    public const string Pause = "pause", Kill = "kill", Disconnect = "disconnect", Cpu = "cpu", Memory = "memory";
    public const long LittleMemory = 12 * 1024 * 1024;
    public static readonly string[] All = [Pause, Kill, Disconnect, Cpu, Memory];

    public static IFault Make(string kind, ContainerOptions options, Func<string, CancellationToken, Task<bool>> ask) => kind switch
    {
        Pause => new ContainerPauseFault(options, TimeProvider.System),
        Kill => new ContainerKillFault(new ContainerKillOptions { Target = options }, TimeProvider.System),
        Disconnect => new ContainerNetworkFault(new ContainerNetworkOptions { Target = options }, TimeProvider.System),
        Cpu => new ContainerCpuFault(new ContainerCpuOptions { Target = options, WorkAsync = token => WorkAsync(ask, token), Share = 0.05 }, TimeProvider.System),
        Memory => new ContainerMemoryFault(new ContainerMemoryOptions { Target = options, PressAsync = token => ask("memory", token), Bytes = LittleMemory }, TimeProvider.System),
        _ => throw new ArgumentException($"there is no fault '{kind}'"),
    };

    public static async Task WorkAsync(Func<string, CancellationToken, Task<bool>> ask, CancellationToken cancellation)
    {
        if (!await ask("work", cancellation))
            throw new IOException("the work was not done");
    }
}
