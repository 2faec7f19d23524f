using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("waits-without-end", "deadlock-prevention", "no deadline ever passes, so that agents that wait for each other wait for ever")]
internal sealed class WaitsWithoutEnd : IDeadlines, IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IDeadlines>(_ => new WaitsWithoutEnd());

    public bool HasPassed(long unixMilliseconds) => false;

    public IDisposable Watch(long unixMilliseconds, Action passed) => new Never();

    private sealed class Never : IDisposable
    {
        public void Dispose()
        {
            // Nothing was watched.
        }
    }
}
