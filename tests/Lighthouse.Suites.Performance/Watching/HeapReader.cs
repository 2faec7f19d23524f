using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace Lighthouse.Suites.Performance.Watching;

/// <summary>
/// Reads the live heap of a .NET process through its diagnostics port, from outside: a session with the runtime's heap snapshot keyword has it
/// collect completely, and then it tells every object that is still alive.
/// </summary>
/// <param name="processId">The process.</param>
internal sealed class HeapReader(int processId)
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const int BufferMegabytes = 256;
    private const string Unnamed = "(type without a name)";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    // The runtime tells a type's name once, not in every session.
    private readonly Dictionary<ulong, string> names = [];

    /// <summary>Whether the process has a diagnostics port, which every .NET process has unless it was switched off.</summary>
    public static bool CanRead(int processId) => DiagnosticsClient.GetPublishedProcesses().Contains(processId);

    /// <summary>Has the process collect, and reads what is alive.</summary>
    /// <exception cref="TimeoutException">The collection did not end in time.</exception>
    public async Task<LiveHeap> ReadAsync(CancellationToken cancellation)
    {
        var client = new DiagnosticsClient(processId);
        var provider = new EventPipeProvider(Runtime, EventLevel.Verbose, (long)ClrTraceEventParser.Keywords.GCHeapSnapshot);
        using var session = await client.StartEventPipeSessionAsync([provider], requestRundown: false, BufferMegabytes, cancellation);
        var bytes = new Dictionary<ulong, long>();
        var collected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = new EventPipeEventSource(session.EventStream);
        Subscribe(source, bytes, collected);
        var reading = Task.Run(source.Process, CancellationToken.None);
        try
        {
            await collected.Task.WaitAsync(Limit, cancellation);
        }
        finally
        {
            await session.StopAsync(CancellationToken.None);
            await reading;
        }

        return new LiveHeap(bytes.GroupBy(type => names.GetValueOrDefault(type.Key, Unnamed)).ToDictionary(type => type.Key, type => type.Sum(one => one.Value)));
    }

    private void Subscribe(EventPipeEventSource source, Dictionary<ulong, long> bytes, TaskCompletionSource collected)
    {
        var number = -1;
        source.Clr.GCStart += start => number = number < 0 && start.Reason == GCReason.Induced ? start.Count : number;
        source.Clr.GCStop += stop =>
        {
            if (stop.Count == number)
                collected.TrySetResult();
        };
        source.Clr.TypeBulkType += types =>
        {
            for (var index = 0; index < types.Count; index++)
                names[types.Values(index).TypeID] = types.Values(index).TypeName is { Length: > 0 } name ? name : Unnamed;
        };
        source.Clr.GCBulkNode += nodes =>
        {
            for (var index = 0; index < nodes.Count; index++)
            {
                var node = nodes.Values(index);
                bytes[node.TypeID] = bytes.GetValueOrDefault(node.TypeID) + (long)node.Size;
            }
        };
    }
}
