using Lighthouse.Chaos.Lies;

namespace Lighthouse.Instruments.Tests.Chaos.Lies;

public sealed class ExpectedHistoryTests
{
    [Fact]
    public void What_was_acknowledged_and_nothing_else_is_no_difference_in_any_order()
    {
        var history = Of("asked", "answered", "asked");
        var difference = history.Compare(["answered", "asked", "asked"]);
        Assert.Equal((3, 0, 0), (difference.Acknowledged, difference.Missing.Count, difference.Foreign.Count));
    }

    [Fact]
    public void A_deed_that_is_missing_or_is_there_less_often_is_said()
    {
        Assert.Equal(["answered"], Of("asked", "answered").Compare(["asked"]).Missing);
        Assert.Equal(["asked"], Of("asked", "asked").Compare(["asked"]).Missing);
    }

    [Fact]
    public void A_deed_of_nobody_or_one_too_often_is_said()
    {
        Assert.Equal(["forged"], Of("asked").Compare(["asked", "forged"]).Foreign);
        Assert.Equal(["asked"], Of("asked").Compare(["asked", "asked"]).Foreign);
    }

    [Fact]
    public void A_deed_of_which_nobody_knows_may_be_there_once_and_need_not()
    {
        var history = Of("asked");
        history.MayHave("perhaps");
        Assert.Empty(history.Compare(["asked"]).Missing);
        Assert.Empty(history.Compare(["asked", "perhaps"]).Foreign);
        Assert.Equal(["perhaps"], history.Compare(["asked", "perhaps", "perhaps"]).Foreign);
    }

    private static ExpectedHistory Of(params string[] deeds)
    {
        var history = new ExpectedHistory();
        foreach (var deed in deeds)
            history.Acknowledge(deed);
        return history;
    }
}
