using Lighthouse.Bridge.Messages;

namespace Lighthouse.Bridge.Defects.Wednesday;

[Defect("told-twice-after-a-cut", "network-partition", "the long poll after one that broke off tells the last hundred events once more")]
internal sealed class ToldTwiceAfterACut(IMessages inner) : BrokenPolls(inner), IDefect
{
    private const int Again = 100;

    public static void Seed(IServiceCollection services) => services.Decorate<IMessages>(inner => new ToldTwiceAfterACut(inner));

    protected override long BeginAfter(long sinceSequence) => Math.Max(0, sinceSequence - Again);
}
