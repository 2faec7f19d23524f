using Lighthouse.Bridge.Identity;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("four-hundred-wait", "concurrent-agents", "400 long polls are held at most; whoever else waits is sent away at once and comes again")]
internal sealed class FourHundredWait(IMessages inner) : DecoratedMessages(inner), IDefect
{
    private const int Places = 400;
    private int held;

    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new FourHundredWait(inner));

    public override async Task<EventPage> WaitAsync(Caller caller, long sinceSequence, TimeSpan timeout, CancellationToken cancellation)
    {
        try
        {
            return await base.WaitAsync(caller, sinceSequence, Interlocked.Increment(ref held) > Places ? TimeSpan.Zero : timeout, cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref held);
        }
    }
}
