using Lighthouse.Bridge.Elicitations;
using Lighthouse.Bridge.Identity;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("sporadic-error", "error-rate", "every 150th question is refused with an internal error")]
internal sealed class SporadicError(IElicitations inner) : DecoratedElicitations(inner), IDefect
{
    private int questions;

    public static void Seed(IServiceCollection services) => services.Decorate<IElicitations>(inner => new SporadicError(inner));

    public override Task<CreatedElicitation> CreateAsync(Caller caller, Question question) => Interlocked.Increment(ref questions) % 150 == 0
        ? throw new RefusalException(500, "internal", "Something went wrong.")
        : base.CreateAsync(caller, question);
}
