using Lighthouse.Security.Wire;

namespace Lighthouse.Security.Penetration.Floods;

/// <summary>Connections that are opened and kept without a word.</summary>
internal sealed class ManyConnections : IFlood
{
    private static readonly TimeSpan Kept = TimeSpan.FromMilliseconds(300);

    public string Name => "many idle connections";

    public async Task RunAsync(PenetrationRun run, CancellationToken cancellation)
    {
        var open = new List<RawConnection>();
        try
        {
            for (var at = 0; at < run.Options.Connections; at++)
                open.Add(await run.Http.ConnectAsync(cancellation));
            run.Log.Attempt(PenetrationClasses.DenialOfService, Answer.Refused, open.Count);
            await Task.Delay(Kept, run.Context.Time, cancellation);
        }
        catch (WireException)
        {
            // It takes no more, which it may do as long as others are served: the witness sees to that.
        }
        finally
        {
            foreach (var connection in open)
                await connection.DisposeAsync();
        }
    }
}
