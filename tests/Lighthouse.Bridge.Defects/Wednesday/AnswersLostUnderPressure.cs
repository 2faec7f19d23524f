using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("answers-lost-under-pressure", "memory-exhaustion", "when memory is short, an answer to a question is taken, queued for later and dropped from the queue")]
internal sealed class AnswersLostUnderPressure(IElicitations inner) : DecoratedElicitations(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IElicitations>(inner => new AnswersLostUnderPressure(inner));

    public override Task<ElicitationState> RespondAsync(Caller caller, Answer answer) =>
        ShortMemory.IsShort ? Task.FromResult(answer.Type) : base.RespondAsync(caller, answer);
}
