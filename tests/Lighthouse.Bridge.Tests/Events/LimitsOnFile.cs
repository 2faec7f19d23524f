namespace Lighthouse.Bridge.Tests.Events;

public sealed class LimitsOnFile : LimitTests
{
    private protected override StoreHome NewHome() => new TestStore();
}
