using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("questions-take-their-time", "elicitation-improvement", "every question waits 10 ms before it is stored, far within its own limits and slower than a message")]
internal sealed class QuestionsTakeTheirTime(IElicitations inner, TimeProvider time) : DecoratedElicitations(inner), IDefect
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(10);

    public static void Seed(IServiceCollection services) =>
        services.Decorate<IElicitations>((inner, provider) => new QuestionsTakeTheirTime(inner, provider.GetRequiredService<TimeProvider>()));

    public override async Task<CreatedElicitation> CreateAsync(Caller caller, Question question)
    {
        await Task.Delay(Wait, time);
        return await base.CreateAsync(caller, question);
    }
}
