using Lighthouse.Bridge.State;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("answers-after-the-deadline", "elicitation-workflow", "deadlines run ten seconds late, so that answers are taken after them")]
internal sealed class AnswersAfterTheDeadline(IDeadlines inner) : IDeadlines, IDefect
{
    private const long Late = 10_000;

    public static void Seed(IServiceCollection services) => services.Decorate<IDeadlines>(inner => new AnswersAfterTheDeadline(inner));

    public bool HasPassed(long unixMilliseconds) => inner.HasPassed(unixMilliseconds + Late);

    public IDisposable Watch(long unixMilliseconds, Action passed) => inner.Watch(unixMilliseconds + Late, passed);
}
