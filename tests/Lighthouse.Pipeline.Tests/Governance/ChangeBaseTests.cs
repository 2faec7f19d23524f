using Lighthouse.Pipeline.Governance;

namespace Lighthouse.Pipeline.Tests.Governance;

public sealed class ChangeBaseTests : IDisposable
{
    private readonly SampleRepository repository = new();
    private readonly TemporaryFolder elsewhere = new();

    public void Dispose()
    {
        repository.Dispose();
        elsewhere.Dispose();
    }

    [Fact]
    public void Without_a_name_it_is_the_parent()
    {
        var first = repository.Head;
        repository.Commit("the second");
        Assert.Equal((first, null), ChangeBase.Of(repository.Root, null));
    }

    [Fact]
    public void A_branch_is_compared_with_where_it_began_and_not_with_where_the_other_is_now()
    {
        var first = repository.Head;
        repository.Git("switch", "--quiet", "--create", "change");
        repository.Commit("one");
        repository.Commit("two");
        repository.Git("switch", "--quiet", "main");
        repository.Commit("meanwhile");
        repository.Git("switch", "--quiet", "change");
        Assert.Equal((first, null), ChangeBase.Of(repository.Root, "main"));
    }

    [Fact]
    public void A_branch_with_an_upstream_is_compared_with_that()
    {
        var first = repository.Head;
        repository.Git("switch", "--quiet", "--create", "change", "--track", "main");
        repository.Commit("one");
        repository.Commit("two");
        Assert.Equal((first, null), ChangeBase.Of(repository.Root, null));
    }

    [Fact]
    public void What_is_merged_already_is_compared_with_its_parent_and_never_with_itself()
    {
        var first = repository.Head;
        repository.Commit("the second");
        Assert.Equal((first, null), ChangeBase.Of(repository.Root, "main"));
        Assert.Equal((first, null), ChangeBase.Of(repository.Root, "HEAD"));
    }

    [Fact]
    public void A_first_commit_an_unknown_name_and_no_repository_say_why_there_is_none()
    {
        Assert.Contains("no parent", ChangeBase.Of(repository.Root, null).Problem, StringComparison.Ordinal);
        Assert.Contains("'nobody'", ChangeBase.Of(repository.Root, "nobody").Problem, StringComparison.Ordinal);
        Assert.Contains("no git repository", ChangeBase.Of(elsewhere.Path, null).Problem, StringComparison.Ordinal);
    }
}
