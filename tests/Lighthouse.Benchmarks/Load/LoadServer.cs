using System.Globalization;
using System.Net;
using Lighthouse.Benchmarks.Http;
using Lighthouse.Benchmarks.Running;

namespace Lighthouse.Benchmarks.Load;

/// <summary>A server in a process of its own that a generator is measured with.</summary>
internal sealed class LoadServer : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private LoadServer(ChildProcess process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public string Port => Address.Port.ToString(CultureInfo.InvariantCulture);

    public IPEndPoint Target => new(IPAddress.Loopback, Address.Port);

    /// <summary>A small Kestrel endpoint.</summary>
    public static Task<LoadServer> BareAsync(CancellationToken cancellation) => StartAsync(ChildProcess.InRole(BareServerRole.RoleName), cancellation);

    /// <summary>A server that delays its answers in a known way.</summary>
    public static Task<LoadServer> DelayingAsync(string mode, int seed, CancellationToken cancellation) =>
        StartAsync(ChildProcess.InRole(DelayingServerRole.RoleName, mode, seed.ToString(CultureInfo.InvariantCulture)), cancellation);

    /// <summary>Ends the server and reads what it says last.</summary>
    public async Task<string> EndAsync(CancellationToken cancellation)
    {
        _process.Input.Close();
        return await _process.OutputAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<LoadServer> StartAsync(ChildProcess process, CancellationToken cancellation) =>
        new(process, new Uri(await process.LineAsync(cancellation)));
}
