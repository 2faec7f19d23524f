using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class GovernanceRulesTests
{
    private const string Approvals = "  approvals: { quick: [], standard: [], full: [Security, DevOps] }";
    private const string Item = "{ id: training-held, area: operational, role: Product, title: Trained., profiles: [standard, full] }";

    [Fact]
    public void A_runbook_without_them_asks_for_nothing()
    {
        var rules = SmallRunbook.Read(SmallRunbook.Text).Decision;
        Assert.Empty(rules.WeakeningApprovals);
        Assert.Empty(rules.Checklist);
        Assert.Null(rules.ErrorBudget);
    }

    [Fact]
    public void They_are_read()
    {
        var rules = SmallRunbook.Read(With($"  weakening: {{ quick: [], standard: [Security], full: [Security, Product] }}\n  checklist:\n    - {Item}\n  error_budget: {{ refused: 2 %, missed: 0.05 x }}\n")).Decision;
        Assert.Equal(["Security", "Product"], rules.WeakeningApprovals[Profile.Full]);
        Assert.Empty(rules.WeakeningApprovals[Profile.Quick]);
        var item = Assert.Single(rules.Checklist);
        Assert.Equal(("training-held", ChecklistArea.Operational, "Product", "Trained."), (item.Id, item.Area, item.Role, item.Title));
        Assert.Equal([Profile.Standard, Profile.Full], item.Profiles);
        Assert.Equal(new ErrorBudget(0.02, 0.05), rules.ErrorBudget);
    }

    [Fact]
    public void An_empty_checklist_is_none() => Assert.Empty(SmallRunbook.Read(With("  checklist: []\n")).Decision.Checklist);

    [Theory]
    [InlineData("area: operational", "area: social", "LH2022", "technical, operational, business")]
    [InlineData("id: training-held", "id: Training held", "LH2020", "lower-case words")]
    [InlineData("role: Product", "role: ''", "LH2014", "a role")]
    [InlineData("[standard, full]", "[]", "LH2014", "at least one of quick, standard, full")]
    [InlineData("[standard, full]", "[full, full]", "LH2052", "a profile twice")]
    [InlineData("[standard, full]", "[night]", "LH2022", "quick, standard, full")]
    public void A_mistake_in_the_checklist_is_refused(string old, string changed, string code, string says) =>
        SmallRunbook.Requires(With($"  checklist:\n    - {Item.Replace(old, changed, StringComparison.Ordinal)}\n"), code, "training-held, area".Contains(old[4..], StringComparison.Ordinal) ? "area:" : "area", says);

    [Fact]
    public void An_item_twice_is_refused() => Assert.Contains(SmallRunbook.Mistakes(With($"  checklist:\n    - {Item}\n    - {Item}\n")), mistake => mistake.Code == "LH2021");

    [Fact]
    public void An_item_that_is_none_is_refused() => SmallRunbook.Requires(With("  checklist:\n    - training\n"), "LH2012", "- training", "an item of the checklist");

    [Theory]
    [InlineData("refused: 0 %", "refused")]
    [InlineData("refused: 100 %", "refused")]
    [InlineData("refused: 2 s", "refused")]
    public void A_budget_that_is_no_share_is_refused(string refused, string says) =>
        SmallRunbook.Requires(With($"  error_budget: {{ {refused}, missed: 5 % }}\n"), "LH2053", "error_budget", says, "above 0 % and below 100 %");

    [Theory]
    [InlineData("answer.time.p99.9 < 1,000 ms at 94 % confidence")]
    [InlineData("answer.errors <= 0.1 % at 94 % confidence")]
    public void A_criterion_that_misses_more_than_the_budget_allows_is_refused(string criterion)
    {
        var text = With("  error_budget: { refused: 2 %, missed: 5 % }\n").Replace("answer.time.p99.9 < 1,000 ms at 99 % confidence", "answer.time.p99 < 900 ms", StringComparison.Ordinal)
            .Replace("answer.errors <= 0.1 %", criterion, StringComparison.Ordinal);
        SmallRunbook.Requires(text, "LH2053", criterion, "in up to 6 % of runs", "allows 5 %", "Raise its confidence");
    }

    [Fact]
    public void A_criterion_at_the_very_budget_is_allowed_and_so_is_one_without_a_bound() =>
        Assert.NotNull(SmallRunbook.Read(With("  error_budget: { refused: 2 %, missed: 5 % }\n")).Decision.ErrorBudget);

    [Fact]
    public void The_runbook_of_this_repository_keeps_within_its_budget() => Assert.Equal(new ErrorBudget(0.02, 0.05), RunbookReader.ReadFile(Week2.File).Decision.ErrorBudget);

    private static string With(string rules) => SmallRunbook.With(Approvals, $"{Approvals}\n{rules}");
}
