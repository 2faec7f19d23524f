using System.Net;
using System.Net.Sockets;
using Lighthouse.Load.Arrivals;
using Lighthouse.Load.Protocols.Http;
using Lighthouse.Load.Results;

namespace Lighthouse.Load.Plans;

/// <summary>An open HTTP load that stands in a file, so that several processes or machines can each run a part of the same one.</summary>
public sealed record HttpPlan
{
    internal HttpPlan() { }

    /// <summary>Its name and the digest of its file and of the target that was given for it: parts of two versions of a plan, or against two systems, are parts of different plans.</summary>
    public required string Name { get; init; }

    /// <summary>Where the requests go, http. A name is looked up once, before the first request.</summary>
    public required Uri Target { get; init; }

    /// <summary>What is sent: arrival n of the whole plan sends number n modulo their count.</summary>
    public required IReadOnlyList<PreparedRequest> Requests { get; init; }

    /// <summary>When requests start, those of the whole plan.</summary>
    public required OpenModel Model { get; init; }

    /// <summary>What counts for nothing at the beginning. Default 0.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>Connections of the whole plan; a part opens its share of them, one at least.</summary>
    public required int Connections { get; init; }

    /// <summary>Reads a plan.</summary>
    /// <param name="utf8">JSON; docs/load-engine.md describes it.</param>
    /// <exception cref="FormatException">It is no plan; the message says what is wrong and what is allowed.</exception>
    public static HttpPlan Read(ReadOnlyMemory<byte> utf8) => HttpPlanReader.Read(utf8, target: null);

    /// <summary>Reads a plan that is to be run against another system than the one it names.</summary>
    /// <param name="utf8">JSON; docs/load-engine.md describes it.</param>
    /// <param name="target">Where the requests go instead, http.</param>
    /// <exception cref="FormatException">It is no plan, or the target no http address; the message says what is wrong and what is allowed.</exception>
    public static HttpPlan Read(ReadOnlyMemory<byte> utf8, string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return HttpPlanReader.Read(utf8, target);
    }

    /// <summary>Runs a part of it.</summary>
    /// <param name="shard">Which one.</param>
    /// <param name="time">The clock that says when it began.</param>
    /// <param name="cancellation">Breaks it off without a result.</param>
    /// <exception cref="SocketException">The target's name is not known.</exception>
    /// <exception cref="ArgumentException">A value is outside what is allowed.</exception>
    public async Task<ResultFile> RunAsync(Shard shard, TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(shard);
        ArgumentNullException.ThrowIfNull(time);
        var addresses = await Dns.GetHostAddressesAsync(Target.DnsSafeHost, cancellation);
        // A server that listens at the one kind of address only listens at this one, as a rule.
        var address = addresses.OrderBy(one => one.AddressFamily != AddressFamily.InterNetwork).First();
        var load = new HttpLoad { Target = new IPEndPoint(address, Target.Port), Requests = Requests };
        var begun = time.GetUtcNow();
        var connections = Math.Max(1, (Connections + shard.Count - shard.Index) / shard.Count);
        var result = await HttpLoadRun.OpenAsync(load, Model.PartOf(shard), connections, new LoadOptions { WarmUp = WarmUp }, cancellation);
        return new ResultFile(Name, shard, begun, result);
    }
}
