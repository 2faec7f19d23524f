using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("deadlines-by-the-wall-clock", "clock-skew", "deadlines are reckoned by the wall clock, so that a jump ends questions early or keeps them open")]
internal sealed class DeadlinesByTheWallClock(IDeadlines inner, TimeProvider time, BridgeClock clock) : IDeadlines, IDefect
{
    private const long LookEvery = 50;
    private readonly IDeadlines inner = inner;
    private readonly BridgeClock clock = clock;

    public static void Seed(IServiceCollection services) => services.Decorate<IDeadlines>(
        (inner, provider) => new DeadlinesByTheWallClock(inner, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<BridgeClock>()));

    public bool HasPassed(long unixMilliseconds) => time.GetUtcNow().ToUnixTimeMilliseconds() >= unixMilliseconds;

    public IDisposable Watch(long unixMilliseconds, Action passed) => new Looks(this, unixMilliseconds, passed);

    /// <summary>Looks again and again: the wall clock tells nobody that it jumped.</summary>
    private sealed class Looks : IDisposable
    {
        private readonly DeadlinesByTheWallClock owner;
        private readonly long at;
        private readonly Action passed;
        private int isOver;

        public Looks(DeadlinesByTheWallClock owner, long at, Action passed)
        {
            (this.owner, this.at, this.passed) = (owner, at, passed);
            LookLater();
        }

        public void Dispose() => Interlocked.Exchange(ref isOver, 1);

        private void LookLater() => owner.inner.Watch(owner.clock.UnixMilliseconds + LookEvery, Look);

        private void Look()
        {
            if (!owner.HasPassed(at))
            {
                if (Volatile.Read(ref isOver) == 0)
                    LookLater();
            }
            else if (Interlocked.Exchange(ref isOver, 1) == 0)
            {
                passed();
            }
        }
    }
}
