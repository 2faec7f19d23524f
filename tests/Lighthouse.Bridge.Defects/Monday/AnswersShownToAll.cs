using System.Collections.Concurrent;
using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Monday;

[Defect("answers-shown-to-all", "privilege-escalation", "whoever knows the id of a question is shown its answer")]
internal sealed class AnswersShownToAll(IElicitations inner) : DecoratedElicitations(inner), IDefect
{
    private readonly ConcurrentDictionary<string, Caller> askers = new();

    public static void Seed(IServiceCollection services) => services.Decorate<IElicitations>(inner => new AnswersShownToAll(inner));

    public override async Task<CreatedElicitation> CreateAsync(Caller caller, Question question)
    {
        var created = await base.CreateAsync(caller, question);
        askers[created.Id] = caller;
        return created;
    }

    public override Task<ElicitationView> ViewAsync(Caller caller, string elicitationId) =>
        base.ViewAsync(askers.GetValueOrDefault(elicitationId, caller), elicitationId);
}
