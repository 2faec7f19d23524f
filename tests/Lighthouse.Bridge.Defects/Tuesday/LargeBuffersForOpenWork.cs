using System.Collections.Concurrent;
using System.Text.Json;
using Lighthouse.Bridge.Experts;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("large-buffers-for-open-work", "memory-pressure", "every open piece of work has a buffer of 20 MB of its own until it ends")]
internal sealed class LargeBuffersForOpenWork(IDelegations inner) : DecoratedDelegations(inner), IDefect
{
    private const int BufferBytes = 20_000_000;
    private readonly ConcurrentDictionary<string, byte[]> buffers = new();
    private readonly ConcurrentBag<byte[]> free = [];

    public static void Seed(IServiceCollection services) => services.Decorate<IDelegations>(inner => new LargeBuffersForOpenWork(inner));

    public override async Task<DelegationView> CreateAsync(DelegationRequest request)
    {
        var created = await base.CreateAsync(request);
        buffers[created.Id] = free.TryTake(out var used) ? used : Written();
        return created;
    }

    public override Task<DelegationState> CompleteAsync(Caller caller, string id, bool failed, JsonElement? result, string? error)
    {
        if (buffers.TryRemove(id, out var buffer))
            free.Add(buffer);
        return base.CompleteAsync(caller, id, failed, result, error);
    }

    // Memory that nobody has written to is not there.
    private static byte[] Written()
    {
        var buffer = new byte[BufferBytes];
        Array.Fill(buffer, (byte)1);
        return buffer;
    }
}
