using Arena.Pictures;
using static TorchSharp.torch;

namespace Arena.Testing.Tests.Pictures;

public sealed class PictureAssertionsTests : IDisposable
{
    // A name of its own for every test: no exercise has it, and nothing that an ended run left behind is in the way.
    private readonly string exercise = $"kit-{Guid.NewGuid():N}";

    private readonly IDisposable scope = NewDisposeScope();

    private string ShownPath => $".arena/pictures/{exercise}.png";

    private string PathOfPicture =>
        Path.Combine(Workspace.Find(AppContext.BaseDirectory)!.State, "pictures", exercise + ".png");

    [Fact]
    public void The_wanted_picture_passes_and_draws_nothing()
    {
        var wanted = Digits.Draw("12", 9, 7)[0];
        wanted.clone().Should().MatchPicture(wanted, exercise);
        File.Exists(PathOfPicture).Should().BeFalse();
    }

    [Fact]
    public void Another_picture_is_drawn_beside_the_wanted_one()
    {
        var digits = Digits.Draw("12", 24, 16);
        var message = Message(digits[0], digits[1]);
        message.Should().EndWith($"Yours beside the wanted picture:\n{ShownPath}");

        var drawn = PictureFile.Load(PathOfPicture);
        drawn.Should().BeEqualTo(Zoomed(PictureComparison.SideBySide(digits[0], digits[1])), "channel height width");
    }

    [Fact]
    public void Side_by_side_holds_both_pictures_and_where_they_differ()
    {
        var digits = Digits.Draw("12", 24, 16);
        var drawn = PictureComparison.SideBySide(digits[0], digits[1]);
        var differ = digits[0].ne(digits[1]).any(0).to(ScalarType.Byte) * 255;
        Contains(drawn, digits[0]).Should().BeTrue();
        Contains(drawn, digits[1]).Should().BeTrue();
        Contains(drawn, stack([differ, differ, differ]).to(ScalarType.Byte)).Should().BeTrue();
    }

    [Fact]
    public void Pictures_of_different_sizes_are_drawn_too()
    {
        var (small, large) = (Digits.Draw("1", 6, 5)[0], Digits.Draw("2", 9, 30)[0]);
        Message(small, large).Should().Contain("height").And.EndWith(ShownPath);
        var drawn = PictureComparison.SideBySide(small, large);
        Contains(drawn, small).Should().BeTrue();
        Contains(drawn, large).Should().BeTrue();
    }

    [Fact]
    public void A_mistake_with_a_name_is_named()
    {
        var digits = Digits.Draw("12", 6, 5);
        var message = FluentActions
            .Invoking(() => digits[0].Should().MatchPicture(digits[1], exercise, [("this is the first digit", digits[0])]))
            .Should().Throw<Exception>().Which.Message;
        message.Should().Contain("this is the first digit");
    }

    [Fact]
    public void What_is_no_picture_is_only_described()
    {
        var wanted = Digits.Draw("1", 6, 5)[0];
        Message(wanted.to(float32), wanted).Should().NotContain(".png");
        Message(zeros([2, 6, 5], ScalarType.Byte), wanted).Should().NotContain(".png");
        File.Exists(PathOfPicture).Should().BeFalse();
    }

    public void Dispose()
    {
        scope.Dispose();
        if (File.Exists(PathOfPicture)) File.Delete(PathOfPicture);
    }

    private string Message(Tensor yours, Tensor wanted) => FluentActions
        .Invoking(() => yours.Should().MatchPicture(wanted, exercise))
        .Should().Throw<Exception>().Which.Message;

    private static Tensor Zoomed(Tensor picture) => picture.repeat_interleave(2, dim: 1).repeat_interleave(2, dim: 2);

    private static bool Contains(Tensor drawn, Tensor picture)
    {
        var (height, width) = (picture.shape[1], picture.shape[2]);
        for (var top = 0L; top <= drawn.shape[1] - height; top++)
            for (var left = 0L; left <= drawn.shape[2] - width; left++)
                if (drawn.narrow(1, top, height).narrow(2, left, width).eq(picture).all().item<bool>())
                    return true;
        return false;
    }
}
