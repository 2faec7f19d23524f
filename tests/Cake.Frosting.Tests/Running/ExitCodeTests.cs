using Cake.Core;
using Cake.Frosting.Internal.Running;

namespace Cake.Frosting.Tests.Running;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData(3, 3)]
    [InlineData(255, 255)]
    [InlineData(-1, -1)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    [InlineData(256, 1)]
    [InlineData(512, 1)]
    public void A_code_that_a_shell_would_take_for_success_becomes_one(int code, int expected) =>
        Assert.Equal(expected, ExitCode.Of(new CakeException(code, "failed")));

    [Fact]
    public void The_first_cause_that_tells_more_than_one_wins()
    {
        var failure = new AggregateException(
            new CakeException("plain"),
            new InvalidOperationException("wrapper", new CakeException(4, "first")),
            new CakeException(5, "second"));

        Assert.Equal(4, ExitCode.Of(failure));
    }

    [Fact]
    public void Any_other_failure_is_one() => Assert.Equal(1, ExitCode.Of(new IOException("disk")));
}
