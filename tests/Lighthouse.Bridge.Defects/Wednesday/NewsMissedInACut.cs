using Lighthouse.Bridge.Events;
using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("news-missed-in-a-cut", "network-partition", "the long poll after one that broke off begins with what comes next: what was stored meanwhile is never told")]
internal sealed class NewsMissedInACut(IMessages inner, IEventStore store) : BrokenPolls(inner), IDefect
{
    public static void Seed(IServiceCollection services) =>
        services.Decorate<IMessages>((inner, provider) => new NewsMissedInACut(inner, provider.GetRequiredService<IEventStore>()));

    protected override long BeginAfter(long sinceSequence) => store.LastSequence;
}
