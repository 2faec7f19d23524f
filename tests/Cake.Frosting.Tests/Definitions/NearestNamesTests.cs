using Cake.Frosting.Internal.Definitions;

namespace Cake.Frosting.Tests.Definitions;

public sealed class NearestNamesTests
{
    [Theory]
    [InlineData("Securty", "Security")]
    [InlineData("gonogo", "GoNoGo")]
    [InlineData("Perfomrance", "Performance")]
    public void A_mistyped_name_finds_its_task(string typed, string meant) =>
        Assert.Equal(meant, NearestNames.To(typed, ["Build", "Security", "Performance", "GoNoGo", "Verify"])[0]);

    [Fact]
    public void A_name_like_nothing_else_finds_nothing() =>
        Assert.Empty(NearestNames.To("Quetzalcoatl", ["Build", "Test"]));

    [Fact]
    public void At_most_three_names_are_offered() =>
        Assert.Equal(["TestA", "TestB", "TestC"], NearestNames.To("Test", ["TestD", "TestC", "TestB", "TestA"]));

    [Theory]
    [InlineData(1)]
    [InlineData(417)]
    public void The_distance_is_a_metric_that_one_edit_changes_by_at_most_one(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var (a, b, c) = (Word(random), Word(random), Word(random));
            var direct = NearestNames.Distance(a, b);
            var message = $"seed {seed}, '{a}', '{b}', '{c}'";
            Assert.True(direct == NearestNames.Distance(b, a), message);
            Assert.True((direct == 0) == (a == b), message);
            Assert.True(direct <= NearestNames.Distance(a, c) + NearestNames.Distance(c, b), message);
            Assert.True(NearestNames.Distance(a, a.Insert(random.Next(a.Length + 1), "x")) == 1, message);
        }
    }

    private static string Word(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(9)).Select(_ => (char)('a' + random.Next(3))));
}
