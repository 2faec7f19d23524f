using System.Text.Json;
using Lighthouse.Bridge.Experts;

namespace Lighthouse.Bridge.Defects.Tuesday;

[Defect("every-third-expert-unasked", "workload-mix", "one escalation in three is not handed to the experts that are there")]
internal sealed class EveryThirdExpertUnasked(IExpertOpinions inner) : IExpertOpinions, IDefect
{
    private int asked;

    public static void Seed(IServiceCollection services) => services.Decorate<IExpertOpinions>(inner => new EveryThirdExpertUnasked(inner));

    public Task<ExpertOpinion> AskAsync(
        string capability, string toolName, JsonElement toolInput, string onBehalfOf, TimeSpan timeout, CancellationToken cancellation) =>
        Interlocked.Increment(ref asked) % 3 == 0
            ? Task.FromResult(new ExpertOpinion(ExpertOutcome.NoneAvailable, null, null))
            : inner.AskAsync(capability, toolName, toolInput, onBehalfOf, timeout, cancellation);
}
