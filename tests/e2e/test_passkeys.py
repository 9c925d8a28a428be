"""A passkey, from the button to the page behind it, with the authenticator that Chromium has for tests (WebAuthn 3, 11: virtual authenticators)."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from accessible_reader.people.sign_in.pin_sign_in import put_pin
from accessible_reader.people.sign_in.pins import PinCost, PinHasher
from tests.e2e.server import serve
from tests.web_ground import PIN, open_ground

_LABEL = "办公室的指纹"


@pytest.fixture
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A library of its own: who works there needs a second factor, and it is at a name (a passkey belongs to a domain, which no number is)."""
    with socket.create_server(("127.0.0.1", 0)) as at:
        named = f"http://localhost:{at.getsockname()[1]}"
        chosen = {"public_url": named, "second_factor_roles": frozenset({"librarian"})}
        with open_ground(tmp_path_factory.mktemp("passkeys"), **chosen) as ground:
            with ground.service.database.transaction() as session:
                keys = ground.service.keys
                hasher = PinHasher(keys, PinCost(1, 64, 1))
                put_pin(session, keys, hasher, ground.people["librarian"], PIN, temporary=False)
            with serve(ground, at):
                yield named


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab on a device with a sensor that knows its owner."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


def with_sensor(page: Page, *, knows: bool = True) -> None:
    """``knows``: whether it is the owner who touches it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": knows,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def sign_in_with_pin(page: Page, address: str, onward: str) -> None:
    page.goto(f"{address}{onward}")
    page.get_by_label("读者证号").fill("NB0003")
    page.get_by_label("密码").fill(PIN)
    page.locator("main").get_by_role("button", name="登录", exact=True).click()


def test_register_sign_out_sign_in(address: str, page: Page) -> None:
    """With nothing but what the pages offer; each step says on the next page that it is done."""
    with_sensor(page)
    sign_in_with_pin(page, address, "/staff")
    page.wait_for_url("**/account/second-factor**")
    assert page.locator("h1").inner_text() == "双重验证"
    assert "您的工作身份需要双重验证" in page.locator("main").inner_text()
    page.get_by_label("给这个通行密钥起个名字").fill(_LABEL)
    page.get_by_role("button", name="添加通行密钥").click()
    page.get_by_text(_LABEL).first.wait_for()
    assert page.locator(".notice h2").inner_text() == "通行密钥已添加"
    assert "您的工作身份需要双重验证" not in page.locator("main").inner_text()
    assert page.get_by_role("button", name=re.compile(f"删除.*{_LABEL}")).count() == 1
    page.goto(f"{address}/staff")
    assert page.url == f"{address}/staff", "nothing more is asked for"
    page.get_by_role("button", name="退出登录").click()
    assert page.locator(".notice h2").inner_text() == "您已退出登录"

    # The passkey alone, and on to the page that was wanted.
    page.goto(f"{address}/staff")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(f"{address}/staff")
    assert page.locator(".notice h2").inner_text() == "登录成功"
    page.get_by_role("button", name="退出登录").click()
    page.locator(".notice h2").wait_for()

    # The passkey after the PIN.
    sign_in_with_pin(page, address, "/staff")
    page.wait_for_url("**/sign-in/second**")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(f"{address}/staff")
    assert page.locator(".notice h2").inner_text() == "登录成功"


def test_a_stranger_at_the_sensor_and_a_name_that_is_missing(address: str, page: Page) -> None:
    """What went wrong is said beside the button, and the page goes on working."""
    sign_in_with_pin(page, address, "/staff")
    page.wait_for_url("**/account/second-factor**")
    with_sensor(page, knows=False)
    told = page.locator("[data-passkey] [role=status]")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if request.method != "GET" else None)
    page.get_by_role("button", name="添加通行密钥").click()
    expect(told).to_have_text("请先给这个通行密钥起个名字。")
    expect(page.get_by_label("给这个通行密钥起个名字")).to_be_focused()
    assert asked == [], "a key that is refused afterwards would stay on the device"
    page.get_by_label("给这个通行密钥起个名字").fill(_LABEL)
    page.get_by_role("button", name="添加通行密钥").click()
    expect(told).to_have_text("通行密钥没有成功，请再试一次，或用其他方式。")
    page.reload()
    assert _LABEL not in page.locator("main").inner_text()
