/** The frame around every page: header, navigation along the flow, the page itself. */
import { Outlet, useLocation } from '@tanstack/react-router';
import { Button, Drawer, Dropdown, Modal, Segmented, Select } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { reads, useGet, writes } from '../api/endpoints.ts';
import { periodName, periodsDown } from '../app/periods.ts';
import { useMediaQuery, usePreferences } from '../app/preferences.tsx';
import { usePeriod, useSession, useSetSession } from '../app/session.tsx';
import type { Unit } from '../money/format.ts';
import { KEYS, plainKey, useKey } from './keys.ts';
import { AppLink, PageTitleContext, useGo, useSearchValues } from './link.tsx';
import { allowedNavigation, isCurrent, queueCounts } from './navigation.ts';
import { SearchBox } from './search-box.tsx';

export function Frame() {
  const page = useRef({ title: '' });
  const narrow = useMediaQuery('(max-width: 900px)');
  const { navFolded, change } = usePreferences();
  const [drawer, setDrawer] = useState(false);
  const { pathname } = useLocation();
  const shown = narrow ? drawer : !navFolded;
  const toggle = () => (narrow ? setDrawer(!drawer) : change({ navFolded: !navFolded }));
  useKey(plainKey('/'), () => document.querySelector<HTMLElement>('.filters input')?.focus());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page closes the drawer and is read from its top
  useEffect(() => {
    setDrawer(false);
    window.scrollTo(0, 0);
  }, [pathname]);

  return (
    <PageTitleContext value={page.current}>
      <a className="skip" href="#main">
        跳到正文
      </a>
      <Header navShown={shown} narrow={narrow} onToggleNav={toggle} />
      <div className={narrow || navFolded ? 'body folded' : 'body'}>
        {narrow ? (
          <Drawer title="导航" placement="left" size={260} open={drawer} onClose={() => setDrawer(false)}>
            <div className="nav-switches">
              <PeriodSwitch />
              <UnitSwitch />
            </div>
            <Navigation onFollow={() => setDrawer(false)} />
          </Drawer>
        ) : (
          !navFolded && (
            <div className="nav-column no-print">
              <Navigation />
            </div>
          )
        )}
        <main id="main" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </PageTitleContext>
  );
}

function Header(props: { readonly navShown: boolean; readonly narrow: boolean; readonly onToggleNav: () => void }) {
  const { area } = useSession();
  return (
    <header className="header no-print">
      <Button type="text" onClick={props.onToggleNav} aria-expanded={props.navShown} className="nav-toggle">
        {props.narrow ? '导航' : props.navShown ? '收起导航' : '展开导航'}
      </Button>
      <AppLink to="/" drill={false} className="brand">
        <strong>统筹</strong>
        <span className="brand-area">{area.name}医疗保障局</span>
      </AppLink>
      <span className="header-gap" />
      <SearchBox />
      {!props.narrow && (
        <>
          <PeriodSwitch />
          <UnitSwitch />
          <Help />
        </>
      )}
      <UserMenu />
    </header>
  );
}

/** The period pages start from. A period in a page's own address gives way, because this is the newer wish. */
function PeriodSwitch() {
  const session = useSession();
  const { change } = usePreferences();
  const [search, changeSearch] = useSearchValues();
  const period = usePeriod();
  const options = useMemo(
    () => periodsDown(session.firstPeriod, session.currentPeriod).map((value) => ({ value, label: periodName(value) })),
    [session.firstPeriod, session.currentPeriod],
  );
  return (
    <Select
      className="period-switch"
      aria-label="所属期"
      value={period}
      options={options}
      showSearch={{ optionFilterProp: 'label' }}
      onChange={(value: string) => {
        change({ period: value === session.currentPeriod ? null : value });
        if (search.period !== undefined || search.from !== undefined || search.to !== undefined) {
          changeSearch({ period: undefined, from: undefined, to: undefined, page: undefined }, { replace: true });
        }
      }}
    />
  );
}

function UnitSwitch() {
  const { unit, change } = usePreferences();
  return (
    <Segmented<Unit>
      className="unit-switch"
      aria-label="金额单位"
      size="small"
      value={unit}
      options={[
        { value: 'yuan', label: '元' },
        { value: 'wan', label: '万元' },
      ]}
      onChange={(value) => change({ unit: value })}
    />
  );
}

function Help() {
  const [open, setOpen] = useState(false);
  useKey(plainKey('?'), () => setOpen(true));
  return (
    <>
      <Button type="text" className="help-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        按键
      </Button>
      <Modal title="按键说明" open={open} footer={null} onCancel={() => setOpen(false)} width={480}>
        <dl className="keys">
          {KEYS.map(([key, meaning]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Modal>
    </>
  );
}

function UserMenu() {
  const { actor } = useSession();
  const { theme, change } = usePreferences();
  const setSession = useSetSession();
  const go = useGo();
  const themes = [
    { key: 'theme:light', label: '浅色', name: 'light' as const },
    { key: 'theme:dark', label: '深色', name: 'dark' as const },
    { key: 'theme:system', label: '随系统', name: 'system' as const },
  ];
  const signOut = async () => {
    // Whether or not the server heard it, this browser forgets the session.
    await writes.signOut().catch(() => undefined);
    setSession(null);
  };
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [`theme:${theme}`],
        items: [
          { type: 'group', key: 'roles', label: actor.roles.map((role) => role.title).join('、') || '未授予岗位' },
          { type: 'group', key: 'themes', label: '外观', children: themes.map(({ key, label }) => ({ key, label })) },
          { type: 'divider' },
          { key: 'password', label: '修改密码' },
          { key: 'leave', label: '退出登录' },
        ],
        onClick: ({ key }) => {
          const chosen = themes.find((candidate) => candidate.key === key);
          if (chosen) change({ theme: chosen.name });
          else if (key === 'password') go('/password', { drill: false });
          else if (key === 'leave') void signOut();
        },
      }}
    >
      <Button type="text" className="user-button">
        {actor.name}
      </Button>
    </Dropdown>
  );
}

function Navigation(props: { readonly onFollow?: () => void }) {
  const { rights } = useSession();
  const { pathname } = useLocation();
  const queue = useGet(reads.queue());
  const groups = useMemo(() => allowedNavigation(rights), [rights]);
  const counts = queueCounts(queue.data?.groups ?? []);
  return (
    <nav className="nav" aria-label="主导航">
      {groups.map((group) => (
        <div key={group.title} className="nav-group">
          {group.title !== '' && <div className="nav-title">{group.title}</div>}
          <ul>
            {group.items.map((item) => {
              const waiting = counts.get(item.href);
              return (
                <li key={item.href}>
                  <AppLink
                    to={item.href}
                    drill={false}
                    current={isCurrent(item, pathname)}
                    {...(props.onFollow ? { onFollow: props.onFollow } : {})}
                  >
                    <span>{item.title}</span>
                    {waiting && (
                      <span className={waiting.overdue > 0 ? 'nav-count overdue' : 'nav-count'}>
                        {waiting.count}
                        <span className="visually-hidden">
                          项待办{waiting.overdue > 0 ? `，其中 ${waiting.overdue} 项超期` : ''}
                        </span>
                      </span>
                    )}
                  </AppLink>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
