using Lighthouse.Bridge.Experts;

namespace Lighthouse.Bridge.Defects.Thursday;

[Defect("suspended-listed-as-available", "event-projection", "the list of experts does not know of suspensions")]
internal sealed class SuspendedListedAsAvailable(IExperts inner) : DecoratedExperts(inner), IDefect
{
    public static void Seed(IServiceCollection services) => services.Decorate<IExperts>(inner => new SuspendedListedAsAvailable(inner));

    public override IReadOnlyList<ExpertView> List(string? capability, ExpertState? state) =>
        [.. base.List(capability, state).Select(expert => expert.State == ExpertState.Suspended ? expert with { State = ExpertState.Available } : expert)];
}
