import { InputError } from '../../../schemas/input.ts';
import { cloudSource } from './clouds.ts';
import { type IdentityFields, type IdentitySource, interfaceOf, present } from './source.ts';

/** OpenStack's variables, as RC files export them. */
const OPENSTACK: Record<keyof IdentityFields, string | undefined> = {
  url: 'OS_AUTH_URL',
  username: 'OS_USERNAME',
  userId: 'OS_USER_ID',
  userDomain: 'OS_USER_DOMAIN_NAME',
  userDomainId: 'OS_USER_DOMAIN_ID',
  password: 'OS_PASSWORD',
  token: 'OS_TOKEN',
  applicationCredentialId: 'OS_APPLICATION_CREDENTIAL_ID',
  applicationCredentialName: 'OS_APPLICATION_CREDENTIAL_NAME',
  applicationCredentialSecret: 'OS_APPLICATION_CREDENTIAL_SECRET',
  project: 'OS_PROJECT_NAME',
  projectId: 'OS_PROJECT_ID',
  projectDomain: 'OS_PROJECT_DOMAIN_NAME',
  projectDomainId: 'OS_PROJECT_DOMAIN_ID',
  accessKey: undefined,
  secretKey: undefined,
  securityToken: undefined,
};

/** Those of the vendor's SDKs. */
const HUAWEI: Partial<Record<keyof IdentityFields, string>> = {
  accessKey: 'HUAWEICLOUD_SDK_AK',
  secretKey: 'HUAWEICLOUD_SDK_SK',
  securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
  projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
};

/** `HUAWEICLOUD_SDK_REGION_<SERVICE>_<REGION>` holds a host; what of ours lies below it. */
const HUAWEI_ENDPOINTS: Record<string, Record<string, string>> = {
  ECS: { compute: '/v2.1/{project_id}', ecs: '/v1/{project_id}' },
  BMS: { bms: '/v1/{project_id}' },
  IMS: { image: '' },
  VPC: { network: '' },
  EVS: { 'block-storage': '/v3/{project_id}' },
};

/**
 * What the environment says: `OS_CLOUD` (an entry of clouds.yaml), else `OS_*`, else `HUAWEICLOUD_SDK_*`.
 * @param region of the target file, to choose among `HUAWEICLOUD_SDK_REGION_*`
 * @throws {InputError} where none of them is set
 */
export function environmentSource(environment: NodeJS.ProcessEnv, region?: string): IdentitySource {
  if (environment.OS_CLOUD) return cloudSource(environment.OS_CLOUD, environment);
  if (environment.OS_AUTH_URL) return openstackSource(environment);
  if (environment.HUAWEICLOUD_SDK_AK) return huaweiSource(environment, region);
  throw new InputError(
    'the environment names no cloud: set OS_CLOUD, or OS_AUTH_URL with OS_USERNAME and the rest (source an RC file), or HUAWEICLOUD_SDK_AK with HUAWEICLOUD_SDK_SK and HUAWEICLOUD_SDK_PROJECT_ID',
  );
}

function openstackSource(environment: NodeJS.ProcessEnv): IdentitySource {
  const older = {
    project: environment.OS_TENANT_NAME,
    projectId: environment.OS_TENANT_ID,
    userDomainId: environment.OS_USER_DOMAIN_NAME ? undefined : environment.OS_DEFAULT_DOMAIN,
  };
  const named = Object.entries(OPENSTACK).map(([field, name]) => [field, name && environment[name]]);
  return {
    fields: { ...present<IdentityFields>(older), ...present<IdentityFields>(Object.fromEntries(named)) },
    ...present<Partial<IdentitySource>>({
      region: environment.OS_REGION_NAME,
      interface: interfaceOf(environment.OS_INTERFACE ?? environment.OS_ENDPOINT_TYPE),
      caFile: environment.OS_CACERT,
      verify: /^(1|true|yes)$/i.test(environment.OS_INSECURE ?? '') ? false : undefined,
    }),
    fail: (field, sentence) => failure(field && OPENSTACK[field], sentence),
  };
}

function huaweiSource(environment: NodeJS.ProcessEnv, region: string | undefined): IdentitySource {
  const fields = Object.fromEntries(Object.entries(HUAWEI).map(([field, name]) => [field, environment[name]]));
  const wanted = region?.toUpperCase().replaceAll('-', '_');
  const endpoints: Record<string, string> = {};
  for (const [name, url] of Object.entries(environment)) {
    const [, service, suffix] = /^HUAWEICLOUD_SDK_REGION_([A-Z]+)_(\w+)$/.exec(name) ?? [];
    if (!service || !url || (wanted && suffix !== wanted)) continue;
    const base = url.split(',')[0]!.replace(/\/+$/, '');
    for (const [ours, path] of Object.entries(HUAWEI_ENDPOINTS[service] ?? {})) endpoints[ours] = base + path;
  }
  return {
    fields: present<IdentityFields>(fields),
    endpoints,
    fail: (field, sentence) => failure(field && HUAWEI[field], sentence),
  };
}

function failure(name: string | undefined, sentence: (name: string) => string): InputError {
  return new InputError(`in the environment ${sentence(name ?? 'a variable')}`, name ? { key: name } : {});
}
