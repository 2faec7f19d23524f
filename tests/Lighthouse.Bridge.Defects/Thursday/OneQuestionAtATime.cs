using System.Collections.Concurrent;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("one-question-at-a-time", "deadlock-prevention", "a question waits, without a deadline, until the asked agent has no question of its own open: a circle holds itself")]
internal sealed class OneQuestionAtATime(IElicitations inner, TimeProvider time) : DecoratedElicitations(inner), IDefect
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentDictionary<string, int> asking = new();

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IElicitations>((inner, provider) => new OneQuestionAtATime(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<CreatedElicitation> CreateAsync(Caller caller, Question question)
    {
        asking.AddOrUpdate(caller.AgentId, 1, (_, open) => open + 1);
        // Long enough for the others of the circle to ask as well.
        do
            await Task.Delay(Pause, time);
        while (asking.GetValueOrDefault(question.ToAgent) > 0);
        try
        {
            return await base.CreateAsync(caller, question);
        }
        finally
        {
            asking.AddOrUpdate(caller.AgentId, 0, (_, open) => open - 1);
        }
    }
}
