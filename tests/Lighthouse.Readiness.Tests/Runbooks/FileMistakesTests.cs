using System.Text;
using Lighthouse.Readiness.Runbooks;
using Xunit;

namespace Lighthouse.Readiness.Tests.Runbooks;

public sealed class FileMistakesTests
{
    [Fact]
    public void A_missing_file_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"), "none.yaml");
        var mistake = Assert.Single(Assert.Throws<RunbookException>(() => RunbookReader.ReadFile(path)).Errors);
        Assert.Equal(("LH2001", new SourceLocation(path, 1, 1)), (mistake.Code, mistake.Location));
        Assert.StartsWith($"{path}(1,1): error LH2001: the runbook is missing", mistake.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_is_refused(string path) =>
        Assert.Equal("LH2001", Assert.Single(Assert.Throws<RunbookException>(() => RunbookReader.ReadFile(path)).Errors).Code);

    [Fact]
    public void A_folder_is_refused() =>
        Assert.Equal("LH2001", Assert.Single(Assert.Throws<RunbookException>(() => RunbookReader.ReadFile(Path.GetTempPath())).Errors).Code);

    [Fact]
    public void A_file_of_a_million_bytes_is_read_and_one_byte_more_is_refused()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.yaml");
        try
        {
            File.WriteAllText(path, SmallRunbook.Text + "#" + new string('x', 999_999 - Encoding.UTF8.GetByteCount(SmallRunbook.Text)));
            Assert.Equal("small", RunbookReader.ReadFile(path).Name);

            File.AppendAllText(path, "x");
            Assert.Equal("LH2002", Assert.Single(Assert.Throws<RunbookException>(() => RunbookReader.ReadFile(path)).Errors).Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void Bytes_that_are_no_utf8_are_refused_at_their_place(byte[] bytes)
    {
        byte[] text = [.. "name: small\n# ü "u8, .. bytes, .. "\ntitle: x\n"u8];
        var mistake = Assert.Single(Assert.Throws<RunbookException>(() => RunbookReader.Read(text, "x.yaml")).Errors);
        Assert.Equal("LH2003", mistake.Code);
        Assert.Equal(new SourceLocation("x.yaml", 2, 5), mistake.Location);
    }

    [Fact]
    public void A_NUL_does_not_cut_the_file_silently() =>
        SmallRunbook.Requires(SmallRunbook.Text + "\0nothing: here\n", "LH2003", "nothing: here", "U+0000");

    [Theory]
    [InlineData("title: A small week", "title: [A small week", "LH2004")]
    [InlineData("title: A small week", "title: 'A small week", "LH2004")]
    [InlineData("title: A small week", "title: A: small week", "LH2004")]
    [InlineData("title: A small week", "title: \"\\q\"", "LH2004")]
    public void What_is_no_yaml_is_refused_with_its_place(string old, string changed, string code)
    {
        var mistake = Assert.Single(SmallRunbook.Mistakes(SmallRunbook.With(old, changed)));
        Assert.Equal(code, mistake.Code);
        Assert.True(mistake.Location.Line >= 2, mistake.ToString());
    }

    [Theory]
    [InlineData("\ttask: Security")]
    [InlineData("  \ttask: Security")]
    public void A_tab_that_indents_is_refused_in_its_line(string changed) =>
        SmallRunbook.Requires(SmallRunbook.With("    task: Security", changed), "LH2004", "task: Security", "indent with spaces");

    [Fact]
    public void A_tab_behind_the_text_does_no_harm() =>
        Assert.Equal("small", SmallRunbook.Read(SmallRunbook.With("    task: Security", "    task: Security\t# a task")).Name);

    [Fact]
    public void A_bracket_that_is_left_open_is_refused_near_its_line()
    {
        var text = SmallRunbook.With("title: Speed", "title: [Speed");
        var mistake = Assert.Single(SmallRunbook.Mistakes(text));
        Assert.InRange(mistake.Location.Line, SmallRunbook.LineOf(text, "[Speed") - 1, SmallRunbook.LineOf(text, "[Speed") + 1);
    }

    [Fact]
    public void A_syntax_error_stands_in_its_line() =>
        SmallRunbook.Requires(SmallRunbook.With("title: A small week", "title: A: small week"), "LH2004", "A: small week");

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    public void An_empty_file_is_refused(string text) => Assert.Equal("LH2005", Assert.Single(SmallRunbook.Mistakes(text)).Code);

    [Fact]
    public void A_second_document_is_refused() =>
        SmallRunbook.Requires(SmallRunbook.Text + "---\nname: other\n", "LH2005", "---", "second document");

    [Fact]
    public void A_document_end_does_not_cut_the_file_silently() =>
        SmallRunbook.Requires(SmallRunbook.With("planned:", "...\nplanned:"), "LH2005", "planned:", "second document");

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Deep_nesting_is_refused_without_being_followed(char bracket) =>
        SmallRunbook.Requires(SmallRunbook.With("title: A small week", $"title: {new string(bracket, 100_000)}"), "LH2006", "title: " + bracket, "12 levels");

    [Fact]
    public void Anchors_aliases_and_tags_are_refused_each_in_its_line()
    {
        var text = SmallRunbook.With("title: Attacks", "title: &a Attacks").Replace("title: Speed", "title: *a", StringComparison.Ordinal)
            .Replace("name: small", "name: !!str small", StringComparison.Ordinal);
        var mistakes = SmallRunbook.Mistakes(text);
        Assert.All(mistakes, mistake => Assert.Equal("LH2007", mistake.Code));
        Assert.Equal([1, SmallRunbook.LineOf(text, "&a"), SmallRunbook.LineOf(text, "*a")], mistakes.Select(mistake => mistake.Location.Line));
    }

    [Fact]
    public void A_document_that_is_no_map_is_refused() => Assert.Equal("LH2012", Assert.Single(SmallRunbook.Mistakes("- a\n- b\n")).Code);
}
